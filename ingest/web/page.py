"""HTML bytes -> a tree of elements, and what the page says of itself."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from domain.errors import StudyError
from ingest.decoding import decoded

LARGEST = 16 * 2**20  # bytes: a page ten times longer than the longest of an encyclopedia
_HEAD = 4_096  # bytes in which a page names its charset
_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DEEPEST = 2_000  # elements in elements: what lies deeper the parser drops with its words
_WRAPPER = re.compile(r"</?(?:div|span|section|article|center|font|b|i|em|strong|u|ul|ol|li|blockquote|table|tbody|tr|td)\b[^<>]*>", re.I)

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
        raise StudyError(f"{name} is a page of more than {LARGEST // 2**20} MB.", "Save the part you study as a file of its own.")
    html = decoded(data, [charset, *_named(data)])
    tree = _tree(html)
    if tree is None:
        raise StudyError(f"{name} is an empty page.", "Open it in a browser to see whether there is something to read.")
    bases = tree.xpath("//base/@href")
    return Page(tree, html, urljoin(url, str(bases[0]).strip()) if bases else url)


def _named(data: bytes) -> list[str]:
    """The charset that a page names in itself."""
    found = _META.search(data, 0, _HEAD)
    name = found[1].decode("ascii", "replace") if found else ""
    # A page that could be read to this point is in no UTF-16, whatever it says.
    return ["utf-8" if name.lower().startswith("utf-16") else name] if name else []


def _tree(html: str) -> Element | None:
    tree = _parsed(html)
    if tree is not None and _is_cut(tree):
        tree = _parsed(_WRAPPER.sub("\n", html))
    return tree


def _parsed(html: str) -> Element | None:
    from lxml import etree, html as markup  # here: whoever only asks needs no parser of pages

    parser = markup.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return markup.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _is_cut(tree: Element) -> bool:
    """Whether elements are nested as deeply as the parser goes."""
    depth, here = 0, tree
    while len(here) and depth < _DEEPEST:
        here = here[-1] if len(here[-1]) else next((child for child in here if len(child)), here[-1])
        depth += 1
    return depth >= _DEEPEST

