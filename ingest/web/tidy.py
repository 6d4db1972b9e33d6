"""The readable part of a page -> the same in the plain HTML that becomes good Markdown."""

import re
from urllib.parse import quote, urljoin, urlsplit

from ingest.web.page import Element

_UNREAD = (
    "script style noscript template iframe object embed canvas svg video audio head link meta button input select "
    "textarea dialog map nav awsui-icon"
).split()
_TOOLS = re.compile(r"\b(?:mw-editsection|headerlink|permalink|anchorjs-link|sr-only|visually-hidden|code-btn\S*)(?!\S)")
_NOTES = re.compile(r"\b(?:note|tip|warning|important|caution|admonition|alert|callout)\b|-note(?:-|\b)", re.IGNORECASE)
_SPACE = re.compile("[ \t\r\n\f]+")
_ASTRAY = re.compile(r"\s*\n\s*(?=[.,;:)\]](?:\s|$))")  # the indentation of the HTML before a full stop
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush)[-:]\s*([\w+#-]{1,20})", re.IGNORECASE)
_LANGUAGES = frozenset(
    "bash shell sh console sql json yaml xml html css java javascript typescript python scala ruby go rust c cpp csharp"
    " php perl r kotlin swift powershell hql pig text none".split()
)
_NAME = 30  # characters of what stands above a list of contents, at most
_SAFE = "%/:?#[]@!$&'*+,;=~"  # left as they are in a URL; brackets and bars would end a link or a cell


def tidy(part: Element, base: str) -> None:
    """Drop what nobody sees, spell pictures out, make links absolute, lists of definitions nested ones."""
    for element in [e for e in part.iter() if e is not part and (not isinstance(e.tag, str) or _is_unread(e))]:
        if element.getparent() is not None:
            element.drop_tree()
    for contents in [e for e in part.iter("ul", "ol") if _is_contents(e)]:
        _drop_contents(contents)
    for image in list(part.iter("img")):
        _spell_out(image)
    for link in list(part.iter("a")):
        _settle_link(link, base)
    for block in list(part.iter("pre")):
        _name_language(block)
    for terms in list(part.iter("dl")):
        _as_list(terms)
    for element in list(part.iter("figcaption", "em", "i", *_HEADINGS)):
        _simplify(element)
    for element in part.iter():
        _collapse(element)


def _is_unread(element: Element) -> bool:
    if element.tag in _UNREAD or element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style", "")) or _TOOLS.search(element.get("class", "")))


def _is_contents(listed: Element) -> bool:
    """Whether a list only repeats the headings of its page: every item is a link inside it."""
    items = [item for item in listed if item.tag == "li"]
    return len(items) > 1 and all(_leads_inside(item) for item in items)


def _leads_inside(item: Element) -> bool:
    inside = "".join("".join(link.itertext()) for link in item.iter("a") if link.get("href", "").startswith("#"))
    return bool(inside.strip()) and inside.split() == "".join(item.itertext()).split()


def _drop_contents(listed: Element) -> None:
    """Drop such a list, and the word above it that names nothing else."""
    while listed.getparent() is not None and len(listed.getparent()) == 1 and listed.getparent().tag == "div":
        listed = listed.getparent()
    above = listed.getprevious()
    if listed.getparent() is None:
        return
    named = above is not None and above.tag in ("h6", "p") and len("".join(above.itertext()).strip()) < _NAME
    if named and listed.getnext() is None:
        above.drop_tree()
    listed.drop_tree()


def _simplify(element: Element) -> None:
    """Captions are paragraphs, emphasis inside emphasis is none, the title of a remark heads nothing else."""
    if element.tag == "figcaption":
        element.tag = "p"
    elif element.tag in ("em", "i"):
        if next(element.iterancestors("em", "i"), None) is not None:
            element.drop_tag()
    else:
        for line_break in list(element.iter("br")):
            line_break.tail = f" {line_break.tail or ''}"
            line_break.drop_tag()
        if any(_NOTES.search(box.get("class", "")) for box in list(element.iterancestors("div", "aside"))[:2]):
            words = " ".join("".join(element.itertext()).split())
            tail = element.tail
            element.clear()
            element.tag, element.tail = "p", tail
            strong = element.makeelement("strong")
            strong.text = words
            element.append(strong)


def _collapse(element: Element) -> None:
    """White space as a browser shows it: line breaks of the HTML must not begin lines of the Markdown."""
    if any(here.tag == "pre" for here in element.iterancestors()):
        return
    if element.tag in ("code", "kbd", "samp") and not len(element):
        element.text = " ".join((element.text or "").split())
    elif element.text and element.tag != "pre":
        element.text = _SPACE.sub(" ", element.text)
    if element.tail:
        tail = _ASTRAY.sub("", element.tail, count=1) if _ASTRAY.match(element.tail) else element.tail
        element.tail = _SPACE.sub(" ", tail)
        if tail[0] in ".,;:)]" and not len(element) and element.text and element.tag != "pre":
            element.text = element.text.rstrip()
