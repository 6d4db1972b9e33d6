"""The lines of all pages -> the same without running heads, running feet and page numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median

from ingest.pdf.layout import Line

_EDGE = 0.12  # of the page's height: where heads and feet stand
_WIDE_EDGE = 0.3  # where the heads of a table stand that are repeated on every page
_OFTEN = 3  # pages on which a line must return
_SHARE = 0.25  # of the pages, at least
_MOSTLY = 0.6  # of the pages: what returns this often is furniture even a little further in
_STAMP = 2.0  # times as high as a page's lines are: letters stamped across it
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
    figures = _measuring(pages)
    often = {key for key, count in seen.items() if count >= max(_OFTEN, round(len(pages) * _SHARE))} - figures
    always = {key for key, count in seen.items() if count >= max(_OFTEN, round(len(pages) * _MOSTLY))} - figures
    numbered = sum(any(_is_number(line, page[0]) for line in page[1]) for page in pages)
    stamps = _stamps(pages)
    return [
        [
            line
            for line in _own(page, often, always, numbered > 1)
            if line.text not in stamps or line.box.height < _big(page)
        ]
        for page in pages
    ]


def _measuring(pages: Sequence[Page]) -> set[Key]:
    """Lines of the same words whose figures differ, and not as page numbers do: readings, dates, sums."""
    told: dict[Key, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for number, (height, lines) in enumerate(pages):
        for line in lines:
            told[_key(line, height)].append((number, tuple(int(found[-9:]) for found in _DIGITS.findall(line.text))))
    return {
        key for key, lines in told.items() if len({figures for _, figures in lines}) > 1 and not _count_pages(lines)
    }


def _count_pages(lines: Sequence[tuple[int, tuple[int, ...]]]) -> bool:
    """Whether every figure stays as it is, or goes up with the pages, on most of them."""
    for place in zip(*(figures for _, figures in lines), strict=False):
        kept = Counter(place).most_common(1)[0][1]
        steps = Counter(figure - number for (number, _), figure in zip(lines, place, strict=True)).most_common(1)[0][1]
        if max(kept, steps) < _MOSTLY * len(lines):
            return False
    return True


def _stamps(pages: Sequence[Page]) -> set[str]:
    """What is stamped across every page in big letters: DRAFT."""
    if len(pages) < _OFTEN:
        return set()
    big = [{line.text for line in page[1] if line.box.height >= _big(page)} for page in pages]
    return set.intersection(*big)


def _big(page: Page) -> float:
    return _STAMP * median(line.box.height for line in page[1]) if page[1] else 0.0


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
