"""The lines of all pages -> the same without running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.pdf.layout import Line

_EDGE = 0.12  # of the page's height: where heads and feet stand
_WIDE_EDGE = 0.3  # where the heads of a table stand that are repeated on every page
_OFTEN = 3  # pages on which a line must return
_SHARE = 0.25  # of the pages, at least
_MOSTLY = 0.6  # of the pages: what returns this often is furniture even a little further in
_NUMBER = re.compile(
    r"(?:page|p\.|seite|pagina|página)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|di|de)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*[\divxlc]*$|(?:_\s?){8,}$")

Page = tuple[float, Sequence[Line]]  # height, lines
Key = tuple[str, int]


def without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page that are the document's own."""
    seen = Counter(key for page in pages for key in {_key(line, page[0]) for line in page[1]})
    often = {key for key, count in seen.items() if count >= max(_OFTEN, round(len(pages) * _SHARE))}
    always = {key for key, count in seen.items() if count >= max(_OFTEN, round(len(pages) * _MOSTLY))}
    numbered = sum(any(_is_number(line, page[0]) for line in page[1]) for page in pages)
    return [list(_own(page, often, always, numbered > 1)) for page in pages]


def is_leader(line: Line) -> bool:
    """Whether a line belongs to a printed table of contents: dots that lead to a page number."""
    return bool(_LEADERS.search(line.text))


def _own(page: Page, often: set[Key], always: set[Key], numbered: bool) -> Iterator[Line]:
    height = page[0]
    for line in page[1]:
        key = _key(line, height)
        running = (key in often and _at_edge(line, height)) or (key in always and _at_edge(line, height, _WIDE_EDGE))
        if not running and not (numbered and _is_number(line, height)):
            yield line


def _key(line: Line, height: float) -> Key:
    """What a running line is known by: its words without digits, and about where it stands."""
    return _DIGITS.sub("#", line.text.casefold()), round(line.box.bottom / max(height, 1) * 50)


def _is_number(line: Line, height: float) -> bool:
    return _at_edge(line, height) and bool(_NUMBER.fullmatch(line.text.strip()))


def _at_edge(line: Line, height: float, edge: float = _EDGE) -> bool:
    return line.box.bottom > height * (1 - edge) or line.box.top < height * edge
