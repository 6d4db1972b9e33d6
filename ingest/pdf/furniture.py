"""The lines of all pages -> the same without running heads, running feet and page numbers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from ingest.pdf.layout import Line

_EDGE = 0.12  # of the page's height: where heads and feet stand
_OFTEN = 3  # pages on which a line must return
_SHARE = 0.25  # of the pages, at least
_NUMBER = re.compile(
    r"(?:page|p\.|seite|pagina|página)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|di|de)\s*\d{1,4})?\s*[-–—|]?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*[\divxlc]*$|(?:_\s?){8,}$")

Page = tuple[float, Sequence[Line]]  # height, lines


def without_furniture(pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of each page that are the document's own."""
    seen = Counter(key for page in pages for key in set(_keys(page)))
    least = max(_OFTEN, round(len(pages) * _SHARE))
    running = {key for key, count in seen.items() if count >= least}
    numbered = sum(any(_is_number(line, page[0]) for line in page[1]) for page in pages)
    return [list(_own(page, running, numbered > 1)) for page in pages]


def is_leader(line: Line) -> bool:
    """Whether a line belongs to a printed table of contents: dots that lead to a page number."""
    return bool(_LEADERS.search(line.text))


def _own(page: Page, running: set[tuple[str, int]], numbered: bool) -> Iterator[Line]:
    for line in page[1]:
        if _key(line, page[0]) not in running and not (numbered and _is_number(line, page[0])):
            yield line


def _keys(page: Page) -> Iterator[tuple[str, int]]:
    return (key for line in page[1] if (key := _key(line, page[0])))


def _key(line: Line, height: float) -> tuple[str, int] | None:
    """What a running line is known by: its words without digits, and about where it stands."""
    if not _at_edge(line, height):
        return None
    return _DIGITS.sub("#", line.text.casefold()), round(line.box.bottom / height * 50)


def _is_number(line: Line, height: float) -> bool:
    return _at_edge(line, height) and bool(_NUMBER.fullmatch(line.text.strip()))


def _at_edge(line: Line, height: float) -> bool:
    return line.box.bottom > height * (1 - _EDGE) or line.box.top < height * _EDGE
