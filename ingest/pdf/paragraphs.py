"""The lines of all pages -> groups that belong together: headings, paragraphs, items, rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from domain.documents import BlockKind
from ingest.pdf.furniture import is_leader
from ingest.pdf.headings import Place
from ingest.pdf.layout import Line

_BULLET = re.compile(
    r"(?:[•●▪■◦○‣⁃∙·➢➤✓❖\u2010-\u2015\uf000-\uf0ff*-]|o(?=\s+[A-Z])|\(?\d{1,2}[.)](?!\d)|\(?[a-z]\))\s*(?=\S)"
)
_SPACED_BULLET = re.compile(r"[*\u2010-\u2015-]\S|\(?\d{1,2}[.)]\S")  # a dash or number that belongs to its word
_TIGHT = 1.3  # times the usual leading: lines further apart are not one paragraph
_SAME = 0.12  # by which the type of one paragraph's lines may differ
_INDENT = 0.7  # of a line's height: a first line set in
_SHORT = 0.88  # of the usual right edge: a line that ends before it could have held the next word
_BROKEN_OFF = 0.6  # of its paragraph's width: a line that ends before it is the last one
_TERMINAL = re.compile(r"[.!?:;。！？][\"'”’)\]]*\s*$")
_NUMBERED = re.compile(r"\s(?:\d{1,4}|[ivxlc]{1,6})$")
_CAPTION = re.compile(r"(?:figure|fig\.|table|listing|abbildung|tabelle|figura|tabella)\s+\d", re.IGNORECASE)
_FIGURES = re.compile(r"(?<!\S)[-+]?[\d.,]*\d%?(?!\S)")
_SAYS = 2  # letters of a line that says something: fewer are the labels of a figure
_LOOK_BACK = 60  # groups that may have been set into one sentence
_CONTENTS = 4  # lines in a row that end in a page number: a printed table of contents

Placed = tuple[Place, Line]


@dataclass(slots=True)
class Group:
    """Lines that make one block."""

    kind: BlockKind | None  # `None`: not for the outline
    lines: list[Placed] = field(default_factory=list)
    level: int = 0
    lead: int = 0  # characters of the bullet

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1][1]

    @property
    def left(self) -> float:
        """Where its first line begins."""
        return self.lines[0][1].box.left

    def column(self) -> list[Line]:
        """Its lines in the column that it has come to."""
        at = len(self.lines) - 1
        while at and self.lines[at - 1][0][0] == self.lines[at][0][0]:
            if self.lines[at][1].box.bottom > self.lines[at - 1][1].box.top:
                break
            at -= 1
        return [line for _, line in self.lines[at:]]


def groups_of(pages: Sequence[Sequence[Line]], levels: Mapping[Place, int]) -> list[Group]:
    """The groups of a document in order; tables and notes that stand inside a sentence are moved out of it."""
    lines = [((page, n), line) for page, row in enumerate(pages) for n, line in enumerate(row)]
    grouping = _Grouping(Measure.of(pages), levels, _contents(lines))
    for index in range(len(lines)):
        grouping.take(lines, index)
    return grouping.groups + grouping.held


@dataclass(slots=True)
class _Grouping:
    """One pass over the lines."""

    measure: "Measure"
    levels: Mapping[Place, int]
    contents: set[Place]
    groups: list[Group] = field(default_factory=list)
    held: list[Group] = field(default_factory=list)  # what comes behind the paragraph that is being read

    def take(self, lines: Sequence[Placed], index: int) -> None:
        """Put a line where it belongs."""
        place, line = placed = lines[index]
        if place in self.contents or sum(sign.isalnum() for sign in line.text) < _SAYS:
            self.add(Group(None, [placed]), bool(self.groups) and self.groups[-1].kind is None)
        elif level := self.levels.get(place):
            self.add(Group(BlockKind.HEADING, [placed], level), _goes_on_heading(self.groups, place, line, level))
        elif _is_row(lines, index, self.groups):
            self.add(Group(BlockKind.ROW, [placed]), False)
        elif (lead := _bullet(line)) and not self.is_dash(line, lead):
            self.add(Group(BlockKind.ITEM, [placed], lead=lead), False)
        elif sum(sign.isalpha() for sign in line.text) < _SAYS:
            self.add(Group(None, [placed]), bool(self.groups) and self.groups[-1].kind is None)
        else:
            joins = self.measure.goes_on(self.groups, place, line)
            self.add(Group(BlockKind.PARAGRAPH, [placed]), joins or self.resume(line))

    def add(self, group: Group, joins: bool) -> None:
        """Add a line to the last group, or begin the group that it makes."""
        if joins:
            self.groups[-1].lines += group.lines
        else:
            self.groups += [*self.held, group]
            self.held = []

    def is_dash(self, line: Line, lead: int) -> bool:
        """Whether what looks like a bullet is a dash, a number or a letter inside a sentence."""
        if not self.groups or line.text[0] in "•●▪■◦○‣➢➤✓❖" or not line.text[lead].islower():
            return False
        return self.measure.is_open(self.groups[-1], line) and abs(line.box.left - self.groups[-1].last.box.left) < 1

    def resume(self, line: Line) -> bool:
        """Whether a line goes on with a sentence that something was set into; if so that sentence is the last group.

        What was set into it goes before it when it stands on its page, and else behind it: pages stay in order.
        """
        at = next((n for n in self._back() if not _is_float(self.groups[n], line)), -1)
        if at < 0 or not line.text[:1].islower() or not self.measure.is_open(self.groups[at], line):
            return False
        paragraph, between = self.groups[at], self.groups[at + 1 :]
        if all(group.kind in (BlockKind.ROW, None) and not _is_caption(group) for group in between):
            return False  # a table without a caption is no figure set into the text: its cells go over pages
        page = paragraph.lines[-1][0][0]
        before = [group for group in between if group.lines[-1][0][0] == page]
        self.held = [group for group in between if group.lines[-1][0][0] != page] + self.held
        self.groups[at:] = [*before, paragraph]
        return True

    def _back(self) -> range:
        return range(len(self.groups) - 1, max(-1, len(self.groups) - 1 - _LOOK_BACK), -1)


def _is_float(group: Group, line: Line) -> bool:
    """Whether a group is a row, a caption or a note rather than the text that a line may go on with."""
    other = group.last.size < (1 - _SAME) * line.size
    return group.kind in (BlockKind.ROW, None) or other or _is_caption(group)


def _is_caption(group: Group) -> bool:
    return bool(_CAPTION.match(group.lines[0][1].text))


def _contents(lines: Sequence[Placed]) -> set[Place]:
    """The lines of a printed table of contents."""
    found = {place for place, line in lines if is_leader(line)}
    run: list[Place] = []
    for place, line in lines:
        if len(line.cells) == 2 and _NUMBERED.search(line.text) and line.text[0].isalpha():
            run.append(place)
        elif run:
            found |= set(run) if len(run) >= _CONTENTS else set()
            run = []
    return found | (set(run) if len(run) >= _CONTENTS else set())


def _goes_on_heading(groups: Sequence[Group], place: Place, line: Line, level: int) -> bool:
    """Whether a heading runs over from the line above."""
    if not groups or groups[-1].level != level or groups[-1].lines[-1][0] != (place[0], place[1] - 1):
        return False
    above = groups[-1].last
    near = 0 < above.box.bottom - line.box.bottom < 1.6 * max(above.size, line.size)
    return near and abs(above.size - line.size) <= _SAME * above.size and len(groups[-1].lines) < 3


def _bullet(line: Line) -> int:
    found = _BULLET.match(line.text)
    if not found or (_SPACED_BULLET.match(line.text) and not found[0].endswith(" ")):
        return 0
    return found.end() if any(c.isalnum() for c in line.text[found.end() :]) else 0


def _columns(line: Line) -> int:
    """How many cells a line has, its bullet aside."""
    return sum(start >= _bullet(line) for start in line.cells[1:]) + 1 - (_bullet(line) in line.cells[1:])


def _is_row(lines: Sequence[Placed], index: int, groups: Sequence[Group]) -> bool:
    """Whether a line is a row of a table: cells far apart or figures, in the line beside it as well."""
    place, line = lines[index]
    cells, after_row = _columns(line), bool(groups) and groups[-1].kind is BlockKind.ROW
    if cells < 2:
        return after_row and len(_FIGURES.findall(line.text)) >= 3
    near = [lines[n] for n in (index - 1, index + 1) if 0 <= n < len(lines)]
    return cells > 2 or after_row or any(other[0] == place[0] and _columns(row) > 1 for other, row in near)


@dataclass(frozen=True, slots=True)
class Measure:
    """How a document is set."""

    leading: float  # from line to line, in heights of the type
    rights: Mapping[int, float]  # right edge of the words, by page

    @staticmethod
    def of(pages: Sequence[Sequence[Line]]) -> "Measure":
        """The usual leading and the right edges."""
        steps = [step for lines in pages for step in _steps(lines)]
        rights = {n: max((line.box.right for line in lines), default=0.0) for n, lines in enumerate(pages)}
        return Measure(median(steps) if steps else 1.2, rights)

    def goes_on(self, groups: Sequence[Group], place: Place, line: Line) -> bool:
        """Whether a line belongs to the paragraph or item above it."""
        if not groups or groups[-1].kind not in (BlockKind.PARAGRAPH, BlockKind.ITEM):
            return False
        group, before = groups[-1], groups[-1].last
        if abs(before.size - line.size) > _SAME * max(before.size, line.size):
            return False
        if place[0] != group.lines[-1][0][0] or line.box.bottom > before.box.top:
            return self._continues(group, place, line)  # over a page or a column
        down = before.box.bottom - line.box.bottom
        if down > _TIGHT * self.leading * before.size or _starts_anew(group, line):
            return False
        return abs(line.box.left - before.box.left) < 12 * line.size

    def _continues(self, group: Group, place: Place, line: Line) -> bool:
        if _TERMINAL.search(group.last.text):
            return False
        right = self.rights[group.lines[-1][0][0]]
        full = group.last.box.right >= _SHORT * right or place[0] == group.lines[-1][0][0]
        return line.text[0].islower() or group.last.text.endswith("-") or (full and len(group.last.text) > 30)

    def is_open(self, group: Group, line: Line) -> bool:
        """Whether a group of the same type broke off in the middle of a sentence."""
        same = abs(group.last.size - line.size) <= _SAME * line.size
        prose = group.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and len(group.last.text) > 15
        return same and prose and not _TERMINAL.search(group.last.text)


def _starts_anew(group: Group, line: Line) -> bool:
    """Whether the line before was left short, or a sentence has ended and the next line is set in."""
    column, before = group.column(), group.last
    left = min(other.box.left for other in column)
    if before.box.right - left < _BROKEN_OFF * (max(other.box.right for other in column) - left):
        return True
    if not _TERMINAL.search(before.text):
        return False
    if group.kind is BlockKind.ITEM and len(column) > 1:
        return line.box.left < column[1].box.left - 0.2 * line.size
    return line.box.left > left + _INDENT * line.size or before.box.right < 0.75 * line.box.right


def _steps(lines: Sequence[Line]) -> Iterator[float]:
    for a, b in pairwise(lines):
        step = (a.box.bottom - b.box.bottom) / max(a.size, 0.1)
        if 0.7 < step < 2.5 and abs(a.size - b.size) < 0.5:
            yield step
