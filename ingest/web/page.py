"""HTML bytes -> a tree of elements, and what the page says of itself."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from domain.errors import StudyError
from ingest.decode import decoded

LARGEST = 8 * 2**20  # bytes: several times longer than the longest page of an encyclopedia
_HEAD = 4_096  # bytes in which a page names its charset
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML, and so in lxml
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,9}));?")
_DEEPEST = 200  # elements in elements: far deeper than any page needs; from 2,048 on the parser drops words
_WRAPPERS = (  # what is taken away from a page that goes deeper, the first that helps
    re.compile(r"</?(?:div|span|section|center|font|b|i|u|em|strong|small|big)\b[^<>]{0,2000}>", re.IGNORECASE),
    re.compile(r"</?[a-z][\w-]*\b[^<>]{0,2000}>", re.IGNORECASE),
)

Element = Any  # lxml's; it comes without types


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page."""

    tree: Element  # the root element
    html: str
    base: str  # what its relative links are relative to; "" when nothing says

    def first(self, path: str) -> str:
        """The string, or first string, that an XPath finds, white space collapsed."""
        found = self.tree.xpath(path)
        first = found if isinstance(found, str) else next(iter(found), "")
        return " ".join(str(first).split())


def page_of(data: bytes, name: str, charset: str = "", url: str = "") -> Page:
    """The page in some bytes, however malformed; `StudyError` when it is empty or far too long."""
    if len(data) > LARGEST:
        raise StudyError(
            f"{name} is a page of more than {LARGEST // 2**20} MB.", "Save the part you study as a file of its own."
        )
    html = _REFERENCE.sub(_allowed, _FORBIDDEN.sub("", decoded(data, [charset, *_named(data)])))
    tree = _tree(html)
    if tree is None:
        raise StudyError(f"{name} is an empty page.", "Open it in a browser to see whether there is something to read.")
    bases = tree.xpath("//base/@href")
    return Page(tree, html, urljoin(url, str(bases[0]).strip()) if bases else url)


def _allowed(reference: re.Match[str]) -> str:
    """A reference to a character as it is, or nothing for one that no page can hold."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= 0x10FFFF and not _FORBIDDEN.match(chr(code)) else ""


def _named(data: bytes) -> list[str]:
    """The charset that a page names in itself."""
    found = _META.search(data, 0, _HEAD)
    name = found[1].decode("ascii", "replace") if found else ""
    # A page that could be read to this point is in no UTF-16, whatever it says.
    return ["utf-8" if name.lower().startswith("utf-16") else name] if name else []


def _tree(html: str) -> Element | None:
    tree = _parsed(html)
    for wrapper in _WRAPPERS:
        if tree is None or not _is_deep(tree):
            break
        tree = _parsed(wrapper.sub("\n", html))
    return tree


def _parsed(html: str) -> Element | None:
    from lxml import etree  # here: whoever only asks needs no parser of pages
    from lxml import html as markup

    parser = markup.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return markup.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _is_deep(tree: Element) -> bool:
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False
