"""HTML as sites write it -> HTML that becomes good Markdown: code, definitions, captions, remarks, white space."""

import re

from ingest.markdown.exponents import exponent
from ingest.web.page import Element

_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush)[-:]\s*([\w+#-]{1,20})", re.IGNORECASE)
_LANGUAGES = frozenset(
    "bash shell sh console sql json yaml xml html css java javascript typescript python scala ruby go rust c cpp csharp"
    " php perl r kotlin swift powershell hql pig".split()
)
_REMARK = re.compile(
    r"\b(?:note|tip|warning|important|caution|admonition|alert|callout)\b|-note(?:-|\b)", re.IGNORECASE
)
_SPACE = re.compile("[ \t\r\n\f]+")
_STOP = re.compile(r"[.,;:)\]](?:\s|$)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def shape(part: Element) -> None:
    """Change a part of a page in place."""
    for struck in list(part.iter("s", "del", "strike")):
        _without(struck)
    for raised in list(part.iter("sup")):
        _raise_up(raised)
    for block in list(part.iter("pre")):
        _one_code(block)
    for terms in list(part.iter("dl")):
        _as_list(terms)
    for element in list(part.iter("figcaption", "em", "i", *_HEADINGS)):
        _simplify(element)
    for element in part.iter():
        _collapse(element)


def _without(element: Element) -> None:
    """Take out an element with its words: what is struck out is not said."""
    element.clear(keep_tail=True)
    element.drop_tag()


def _raise_up(element: Element) -> None:
    """An exponent, or the number of a remark, as characters that stand raised; a link in it stays a link."""
    if len(element):
        return
    above, sibling = element.getparent(), element.getprevious()
    before = (sibling.tail if sibling is not None else above.text if above is not None else "") or ""
    element.text = exponent((element.text or "").strip(), before[-1:])
    element.drop_tag()


def _one_code(block: Element) -> None:
    """Code -> one `code` element in its `pre`, named after its language when its classes tell."""
    inner = block.find(".//code")
    classes = f"{block.get('class', '')} {inner.get('class', '') if inner is not None else ''}"
    told = _LANGUAGE.search(classes)
    names = [name for name in classes.lower().split() if name in _LANGUAGES]
    for line_break in list(block.iter("br")):
        line_break.tail = f"\n{line_break.tail or ''}"
        line_break.drop_tag()
    made = block.makeelement("code")
    made.text = "".join(block.itertext()).strip("\n")
    name = told[1] if told else next(iter(names), "")
    if name.lower() not in ("", "text", "none", "plaintext"):
        made.set("class", f"language-{name}")
    _empty(block, "pre").append(made)


def _empty(element: Element, tag: str) -> Element:
    """An element without content and attributes, still in its place."""
    after = element.tail
    element.clear()
    element.tag, element.tail = tag, after
    return element


def _as_list(terms: Element) -> None:
    """A list of terms and what they mean -> items with their meaning below them."""
    for group in [child for child in terms if child.tag == "div"]:
        group.drop_tag()
    terms.tag, item = "ul", None
    for child in list(terms):
        if child.tag == "dt" or item is None:
            child.tag, item = "li", child
            continue
        meanings = item.find("ul[@class='meanings']")
        if meanings is None:
            meanings = item.makeelement("ul", {"class": "meanings"})
            item.append(meanings)
        child.tag, child.tail = "li", None
        meanings.append(child)


def _simplify(element: Element) -> None:
    """Captions are paragraphs, emphasis inside emphasis is none, the title of a remark heads nothing else."""
    if element.tag == "figcaption":
        element.tag = "p"
    elif element.tag in ("em", "i"):
        if next(element.iterancestors("em", "i"), None) is not None:
            element.drop_tag()
    elif any(_REMARK.search(box.get("class", "")) for box in list(element.iterancestors("div", "aside"))[:2]):
        strong = element.makeelement("strong")
        strong.text = " ".join("".join(element.itertext()).split())
        _empty(element, "p").append(strong)
    else:
        for line_break in list(element.iter("br")):
            line_break.tail = f" {line_break.tail or ''}"
            line_break.drop_tag()


def _without_indentation(tail: str) -> str:
    """What follows an element, without the indentation of the HTML before a full stop."""
    rest = tail.lstrip()
    return rest if "\n" in tail[: len(tail) - len(rest)] and _STOP.match(rest) else tail


def _collapse(element: Element) -> None:
    """White space as a browser shows it: line breaks of the HTML must not begin lines of the Markdown."""
    if any(here.tag == "pre" for here in element.iterancestors()):
        return
    if element.tag in ("code", "kbd", "samp") and not len(element):
        element.text = " ".join((element.text or "").split())
    elif element.text and element.tag != "pre":
        element.text = _SPACE.sub(" ", element.text)
    if element.tail:
        tail = element.tail = _SPACE.sub(" ", _without_indentation(element.tail))
        if tail[0] in ".,;:)]" and not len(element) and element.text and element.tag != "pre":
            element.text = element.text.rstrip()
