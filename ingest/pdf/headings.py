"""Which lines of a PDF are headings, and of what level: by its bookmarks, or else by the looks of the type."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.pdf.layout import Bookmark, Line

_LARGER = 1.13  # than the body: the type of a heading
_LONGEST = 160  # characters
_SHORT = 90  # characters of a heading that is bold and no larger than the body
_DEEPEST = 4  # levels told apart by size
_MATCHED = 3  # bookmarks found in the text: enough to believe them alone
_SEVERAL = 3  # lines that a heading may run over
_FORMULA = re.compile(r"[=∈∑∫≤≥⊆∪|⎡⎣]")
_NOT_WORDS = re.compile(r"[\W_]+")

Place = tuple[int, int]  # page, line


@dataclass(frozen=True, slots=True)
class Type:
    """The type that a document is set in."""

    body: float  # usual size
    bold: bool  # whether the body itself is bold


def usual_type(pages: Sequence[Sequence[Line]]) -> Type:
    """The size and weight that most characters have."""
    sizes: Counter[float] = Counter()
    heavy, every = 0, 1
    for line in (line for page in pages for line in page):
        sizes[round(line.size * 2) / 2] += len(line.text)
        heavy, every = heavy + len(line.text) * line.bold, every + len(line.text)
    return Type(sizes.most_common(1)[0][0] if sizes else 0.0, heavy > 0.35 * every)


def heading_levels(pages: Sequence[Sequence[Line]], bookmarks: Sequence[Bookmark]) -> dict[Place, int]:
    """The level of every line that is, or belongs to, a heading."""
    marked = _marked(pages, bookmarks)
    if len(marked) >= _MATCHED:
        return _alike(pages, marked) | marked
    return _by_looks(pages) | marked


def _alike(pages: Sequence[Sequence[Line]], marked: Mapping[Place, int]) -> dict[Place, int]:
    """The lines that stand alone and look like the headings that bookmarks point at: no bookmark for "References"."""
    usual = usual_type(pages)
    styles: dict[tuple[int, bool], Counter[int]] = {}
    for (page, number), level in marked.items():
        styles.setdefault(_style(pages[page][number]), Counter())[level] += 1
    styles.pop((round(usual.body), usual.bold), None)
    return {
        (page, number): styles[_style(line)].most_common(1)[0][0]
        for (page, number), line in _places(pages)
        if _style(line) in styles and _stands_alone(pages[page], number) and _says_something(line.text)
        if len(line.text) <= _SHORT
    }


def _style(line: Line) -> tuple[int, bool]:
    return _step(line), line.bold


def _marked(pages: Sequence[Sequence[Line]], bookmarks: Sequence[Bookmark]) -> dict[Place, int]:
    """The lines that bookmarks point at; their words must be those of the bookmark."""
    found: dict[Place, int] = {}
    for bookmark in bookmarks:
        wanted = _plain(bookmark.title)
        for number in (bookmark.page, bookmark.page + 1):
            lines = pages[number] if wanted and 0 <= number < len(pages) else ()
            if places := _matching(lines, number, wanted, found):
                found |= dict.fromkeys(places, min(bookmark.level, 6))
                break
    return found


def _matching(lines: Sequence[Line], page: int, wanted: str, taken: Mapping[Place, int]) -> list[Place]:
    """The first lines that together say what is wanted, a number before it aside."""
    for first in range(len(lines)):
        words = ""
        for last in range(first, min(first + _SEVERAL, len(lines))):
            words += _plain(lines[last].text)
            places = [(page, number) for number in range(first, last + 1)]
            if _same(words, wanted) and not any(place in taken for place in places):
                return places
            if len(words) > len(wanted) + 8:
                break
    return []


def _same(words: str, wanted: str) -> bool:
    if words == wanted:
        return True
    long, short = (words, wanted) if len(words) > len(wanted) else (wanted, words)
    rest = long.removesuffix(short)
    return len(short) > 2 and rest != long and len(rest) <= 8 and not rest.strip("0123456789abcdefgivx")


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text).casefold()


def _by_looks(pages: Sequence[Sequence[Line]]) -> dict[Place, int]:
    """Lines in larger type, larger ones outside; then short bold lines that stand alone."""
    usual = usual_type(pages)
    large = {place: line for place, line in _places(pages) if _is_large(line, usual)}
    counts = Counter(_step(line) for line in large.values())
    steps = sorted(counts, reverse=True)[: _DEEPEST - 1]
    levels = {place: _level(_step(line), steps) for place, line in large.items()}
    if not usual.bold:
        below = min(len(steps) + 1, _DEEPEST)
        levels |= {place: below for place in _bold_ones(pages, usual) if place not in levels}
    return levels


def _places(pages: Sequence[Sequence[Line]]) -> list[tuple[Place, Line]]:
    return [((page, number), line) for page, lines in enumerate(pages) for number, line in enumerate(lines)]


def _step(line: Line) -> int:
    """Sizes that differ by less than a printer's eye sees are one."""
    return round(line.size)


def _level(step: int, steps: Sequence[int]) -> int:
    return sum(larger > step for larger in steps) + 1


def _is_large(line: Line, usual: Type) -> bool:
    text = line.text.strip()
    return line.size >= _LARGER * usual.body and _says_something(text) and len(text) <= _LONGEST


def _says_something(text: str) -> bool:
    letters, signs = sum(c.isalpha() for c in text), sum(not c.isspace() for c in text)
    return letters >= 3 and letters >= 0.6 * signs and not text.endswith((";", ",")) and not _FORMULA.search(text)


def _bold_ones(pages: Sequence[Sequence[Line]], usual: Type) -> list[Place]:
    return [
        (page, number)
        for page, lines in enumerate(pages)
        for number, line in enumerate(lines)
        if _stands_out(line, usual) and _stands_alone(lines, number)
    ]


def _stands_out(line: Line, usual: Type) -> bool:
    text = line.text.strip()
    fits = line.bold and len(line.cells) <= 2 and len(text) <= _SHORT and line.size >= 0.9 * usual.body
    return fits and _says_something(text) and not text.endswith((".", ":", "?", "!")) and not text[0].islower()


def _stands_alone(lines: Sequence[Line], number: int) -> bool:
    """Whether other words follow below it that are not bold, and none stand beside it."""
    if number + 1 >= len(lines):
        return False
    line, below = lines[number], lines[number + 1]
    beside = any(line.box.beside(other.box) for other in lines[max(0, number - 1) : number])
    return not below.bold and not beside and below.box.top < line.box.top


def title_of(pages: Sequence[Sequence[Line]]) -> str:
    """The words in the largest type of the first page with words, when that is larger than the body."""
    first = next((lines for lines in pages if lines), ())
    usual = usual_type(pages)
    largest = max((line.size for line in first if _says_something(line.text)), default=0.0)
    if largest < _LARGER * usual.body:
        return ""
    title = [line for line in first if line.size > 0.95 * largest and _says_something(line.text)]
    words = " ".join(line.text for line in title[:_SEVERAL])
    return " ".join(words.split()) if len(words) <= _LONGEST else ""
