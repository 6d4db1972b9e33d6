"""Hits -> the windows that the reader reads: the sentences of passages that stand together, under their trail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claims.units import Unit, units_of
from domain.documents import BlockKind, Passage
from domain.outline import ancestors
from domain.ports import Documents
from domain.replies import Hit

LONGEST = 800  # characters of a window: passages that follow one another are read as one up to here
MOST = 2_300  # characters in all: reading takes longer than all else, so no more is read than mostly helps
GAP = 400  # characters between passages that are still read as one
AROUND = 2  # best hits whose neighbours in the same section are read, too: a list may go over several passages
_MARKS = {BlockKind.ROW: "|", BlockKind.CODE: "`", BlockKind.QUOTE: ">"}


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are read together, in reading order."""

    hits: tuple[Hit, ...]  # of its passages; one that was not found, only stands beside one that was, has score 0
    units: tuple[Unit, ...]

    @property
    def trail(self) -> str:
        """What stands over all of it: the title of its source, headings, and items outside it."""
        first = self.hits[0].passage
        return " > ".join(dict.fromkeys(filter(None, (first.source.title, *first.headings, *first.above))))

    @property
    def told(self) -> list[str]:
        """The sentences as they are read: the first of each block with a mark of what it is."""
        return [
            f"{_mark(unit)} {unit.plain}".strip() if before is None or before.block != unit.block else unit.plain
            for before, unit in zip((None, *self.units), self.units, strict=False)
        ]


def windows_of(hits: Sequence[Hit], documents: Documents, most: int = MOST) -> list[Window]:
    """The best hits and what stands right beside the very best, joined where they follow one another, best first.

    Read are at most `most` characters, and one passage in any case.
    """
    chosen = {hit.passage.id: hit for hit in hits}
    order = [hit.passage.id for hit in hits]
    for hit in hits[:AROUND]:
        for passage in _beside(hit.passage, documents.section(hit.passage)):
            if chosen.setdefault(passage.id, beside := Hit(passage, 0.0, ())) is beside:
                order.insert(order.index(hit.passage.id) + 1, passage.id)
    kept: list[Hit] = []
    spent = 0
    for hit in (chosen[name] for name in order):
        spent += len(hit.passage.plain)
        if kept and spent > most:
            break
        kept.append(hit)
    return [Window(tuple(run), tuple(units_of(run, documents))) for run in _runs(kept)]


def _beside(passage: Passage, section: Sequence[Passage]) -> Iterable[Passage]:
    """The passages right after and right before one in its section."""
    at = next((n for n, other in enumerate(section) if other.id == passage.id), None)
    if at is None:
        return ()
    return (*section[at + 1 : at + 2], *section[max(0, at - 1) : at])


def _runs(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Hits whose passages follow one another under the same headings, together; runs in the order of their best."""
    places = {hit.passage.id: n for n, hit in enumerate(hits)}
    runs: list[list[Hit]] = []
    for hit in sorted(hits, key=lambda h: (h.passage.source.id, h.passage.start)):
        last = runs[-1][-1].passage if runs else None
        size = sum(len(h.passage.plain) for h in runs[-1]) if runs else 0
        if last and _follows(last, hit.passage) and size + len(hit.passage.plain) <= LONGEST:
            runs[-1].append(hit)
        else:
            runs.append([hit])
    return sorted(runs, key=lambda run: min(places[h.passage.id] for h in run))


def _follows(one: Passage, other: Passage) -> bool:
    same = one.source.id == other.source.id and one.headings == other.headings
    return same and other.start - one.end <= GAP


def _mark(unit: Unit) -> str:
    """What a block is and how deep it stands, as a reader would see it: "-" for an item, "- -" for one under it."""
    outline = unit.document.outline
    block = outline[unit.block]
    depth = sum(outline[n].kind is BlockKind.ITEM for n in ancestors(unit.document, unit.block))
    if block.kind is BlockKind.ITEM:
        return " ".join("-" * min(depth + 1, 4))
    return _MARKS.get(block.kind, "")
