"""A page -> the element that holds what there is to read.

The AWS documentation marks it. On any other site trafilatura finds the words; the element around them is taken rather
than those words, for in it tables, code and links are still what they were.
"""

import logging
import re
from collections.abc import Iterator

from ingest.web.page import Element, Page

_MARKED = ("main-col-body",)  # ids: docs.aws.amazon.com
_CHROME = re.compile(
    r"awsdocs-(?:page-header|copyright|thumb-feedback|language-banner|filter-selector|page-utilities|cookie)"
    r"|\b(?:breadcrumbs?|cookie|newsletter|share|social|related|sidebar|navbox|mw-editsection|toc)\b",
    re.IGNORECASE,
)
_AWS_CHROME = re.compile(r"awsdocs-(?:page-header|copyright|thumb-feedback|language-banner|filter-selector)")
_ENOUGH = 0.95  # of the words found lie in the element taken
_LINKED = 0.4  # of a part's words are links: it leads elsewhere
_SHINGLE = 4  # words
_SHORT = 40  # words: of a page this short the extractor takes a part for the whole
_LONGEST = 2 * 2**20  # characters: the extractor's time grows faster than the page
_PARTS = {"div", "section", "ul", "ol", "aside", "header", "footer", "form", "nav", "table"}
_CONTAINERS = ("div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td")
_WORD = re.compile(r"\w+")

Shingles = set[tuple[str, ...]]


def main_part(page: Page) -> Element:
    """The element to read; what leads away from the page is taken out of it."""
    for name in _MARKED:
        if found := page.tree.xpath(f"//*[@id='{name}']"):
            _drop(part for part in found[0].iter() if _AWS_CHROME.search(_label(part)))
            return found[0]
    wanted = _shingles(_extracted(page.html))
    body = next(iter(page.tree.xpath("//body")), page.tree)
    marked = next(iter(page.tree.xpath("//main | //*[@role='main'] | //article")), body)
    if not wanted:
        return marked
    short = len(_WORD.findall(_text(marked))) < _SHORT
    element = marked if short else _around(body, wanted)
    _drop(part for part in element.iter(*_PARTS) if part is not element and _leads_away(part, wanted))
    return element


def _extracted(html: str) -> str:
    if len(html) > _LONGEST:
        return ""
    import trafilatura  # here: it takes half a second to load

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot do with a page is no news to anyone
    return trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True) or ""


def _around(body: Element, wanted: Shingles) -> Element:
    """The innermost element that holds nearly all of what is wanted."""
    least = _ENOUGH * len(wanted & _shingles(_text(body)))
    element = body
    while True:
        inner = element.iterchildren(*_CONTAINERS)
        inside = next((child for child in inner if len(wanted & _shingles(_text(child))) >= least), None)
        if inside is None or not len(inside):
            return element
        element = inside


def _leads_away(part: Element, wanted: Shingles) -> bool:
    """Whether a part is navigation or the like: none of its words were found, and they are links or say so."""
    if part.tag == "nav":
        return True
    text = _text(part)
    if _shingles(text) & wanted:
        return False
    links = list(part.iter("a"))
    if links and all(link.get("href", "").startswith("#") for link in links):
        return False  # it leads nowhere but into the page
    linked = sum(len(_text(link)) for link in links)
    return linked > _LINKED * len(text) or part.tag in ("footer", "form") or bool(_CHROME.search(_label(part)))


def _label(part: Element) -> str:
    return f"{part.tag} {part.get('class', '')} {part.get('id', '')}"


def _drop(parts: Iterator[Element]) -> None:
    for part in list(parts):
        if part.getparent() is not None:
            part.drop_tree()


def _text(element: Element) -> str:
    return " ".join(element.itertext())


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(text.lower())
    size = min(_SHINGLE, len(words))
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)} if size else set()
