"""The readable part of a page -> the same without what nobody sees, its links absolute, its pictures in words."""

import re
from urllib.parse import quote, urljoin, urlsplit

from ingest.web.page import Element
from ingest.web.shape import shape

_UNREAD = frozenset(
    "script style noscript template iframe object embed canvas svg video audio head link meta button input select "
    "textarea dialog map nav awsui-icon".split()
)
_TOOLS = re.compile(
    r"\b(?:mw-editsection|headerlink|permalink|anchorjs-link|sr-only|visually-hidden|code-btn\S*)(?!\S)"
)
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|bmp)$", re.IGNORECASE)
_NAME = 30  # characters of what stands above a list of contents, at most
_SAFE = "%/:?#[]@!$&'*+,;=~"  # left as they are in a URL; brackets and bars would end a link or a cell


def tidy(part: Element, base: str) -> None:
    """Drop, spell out, settle, and then give the rest its shape; `base` is what links are relative to, or ""."""
    for element in [e for e in part.iter() if e is not part and _is_unread(e)]:
        if element.getparent() is not None:
            element.drop_tree()
    for contents in [e for e in part.iter("ul", "ol") if _is_contents(e)]:
        _drop_contents(contents)
    for image in list(part.iter("img")):
        _spell_out(image)
    for link in list(part.iter("a")):
        _settle_link(link, base)
    shape(part)


def _is_unread(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNREAD:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style", "")) or _TOOLS.search(element.get("class", "")))


def _is_contents(listed: Element) -> bool:
    """Whether a list only repeats the headings of its page: every item is a link inside it."""
    items = [item for item in listed if item.tag == "li"]
    return len(items) > 1 and all(_leads_inside(item) for item in items)


def _leads_inside(item: Element) -> bool:
    inside = " ".join(_text(link) for link in item.iter("a") if link.get("href", "").startswith("#"))
    return bool(inside.strip()) and inside.split() == _text(item).split()


def _drop_contents(listed: Element) -> None:
    """Drop such a list, and the word above it that names nothing else."""
    while listed.getparent() is not None and len(listed.getparent()) == 1 and listed.getparent().tag == "div":
        listed = listed.getparent()
    above = listed.getprevious()
    if listed.getparent() is None:
        return
    named = above is not None and above.tag in ("h6", "p") and len(_text(above).strip()) < _NAME
    if named and listed.getnext() is None:
        above.drop_tree()
    listed.drop_tree()


def _spell_out(image: Element) -> None:
    """A picture -> its description, when that says something."""
    words = " ".join(image.get("alt", "").split())
    says = len(words.split()) > 1 and not _FILE.search(words)
    image.attrib.clear()
    image.tag, image.text = "span", words if says else None  # in its place: a page of pictures stays linear


def _settle_link(link: Element, base: str) -> None:
    """A link -> one that can be followed from anywhere; anchors and buttons become their words."""
    target = " ".join(link.get("href", "").split())
    if not target or target.startswith("#") or not any(sign.isalnum() for sign in _text(link)):
        link.drop_tag()
        return
    try:
        followed = urljoin(base, target)
        known = urlsplit(followed).scheme in ("", "http", "https")
    except ValueError:  # no address at all
        known = False
    link.attrib.clear()
    if known:
        link.set("href", quote(followed, safe=_SAFE))
    else:
        link.drop_tag()


def _text(element: Element) -> str:
    return "".join(element.itertext())
