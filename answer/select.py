"""Scored units and a reading of the question -> the few that answer it, grouped by what they are about."""

from collections.abc import Iterator, Sequence

from answer.compose import Group
from answer.scoring import Scored
from answer.shape import Reading, Shape
from answer.units import Unit, ancestors, children
from domain.documents import BlockKind
from domain.ports import Words

WORDS = 55  # a fact is told in about this many words
CLOSE = 0.86  # a further sentence is told when it scores at least this share of the best
LIST_WORDS = 110  # a list may be longer: leaving an item out would be wrong
MAX_ITEMS = 12


def select(reading: Reading, scored: Sequence[Scored], words: Words) -> list[Group]:
    """The shortest selection that answers the question."""
    if reading.shape is Shape.COMPARISON and (sides := _both_sides(reading, scored, words)):
        return _grouped(sides)
    if reading.shape in (Shape.LIST, Shape.DEFINITION) and (items := _under_parent(reading, scored)):
        return _grouped(items)
    return _grouped(_closest(scored))


def _closest(scored: Sequence[Scored], budget: int = WORDS) -> list[Unit]:
    """The best unit and those nearly as good, while they fit the budget."""
    chosen = [scored[0].unit]
    spent = len(chosen[0].plain.split())
    for s in scored[1:]:
        length = len(s.unit.plain.split())
        if s.score < CLOSE * scored[0].score or len(chosen) == 3:
            break
        if spent + length <= budget and not _says_again(s.unit, chosen):
            chosen.append(s.unit)
            spent += length
    return chosen


def _says_again(unit: Unit, chosen: Sequence[Unit]) -> bool:
    words = set(unit.plain.lower().split())
    return any(len(words & set(c.plain.lower().split())) > 0.7 * len(words) for c in chosen)


def _both_sides(reading: Reading, scored: Sequence[Scored], words: Words) -> list[Unit]:
    """The best unit of each side, or nothing when a side is not there."""
    chosen: list[Unit] = []
    for side in reading.sides:
        terms = set(words.terms(side))
        best = max(scored, key=lambda s: (_share(terms, s.unit, words) + 0.5 * s.score, s.score), default=None)
        if best is None or not terms or _share(terms, best.unit, words) == 0:
            return []
        if best.unit not in chosen:
            chosen.append(best.unit)
    extra = next((s.unit for s in scored if s.unit not in chosen), None)
    if extra and scored[0].unit is extra:
        chosen.append(extra)
    return chosen


def _share(terms: set[str], unit: Unit, words: Words) -> float:
    own, around = set(words.terms(unit.plain)), set(words.terms(" ".join(unit.trail)))
    whole = sum(words.rarity(t) for t in terms) or 1.0
    return sum(words.rarity(t) * (1.0 if t in own else 0.6 if t in around else 0.0) for t in terms) / whole


def _under_parent(reading: Reading, scored: Sequence[Scored]) -> list[Unit]:
    """What stands under the item that the question names, when the best unit is one of its parts."""
    best = scored[0].unit
    outline = best.document.outline
    at = [*ancestors(best.document, best.block), best.block][::-1]
    for block in at[:2]:
        if outline[block].kind is BlockKind.HEADING:
            break
        below = children(best.document, block)
        if len(below) >= 2 and (units := _first_sentences(best, below, scored)):
            return _within(units, LIST_WORDS if reading.shape is Shape.LIST else WORDS)
    return []


def _first_sentences(best: Unit, blocks: Sequence[int], scored: Sequence[Scored]) -> list[Unit]:
    found: dict[int, Unit] = {}
    for s in sorted(scored, key=lambda s: s.unit.place):
        if s.unit.document is best.document and s.unit.block in blocks:
            found.setdefault(s.unit.block, s.unit)
    return list(found.values())[:MAX_ITEMS]


def _within(units: Sequence[Unit], budget: int) -> list[Unit]:
    spent = 0
    kept: list[Unit] = []
    for unit in units:
        spent += len(unit.plain.split())
        if kept and spent > budget:
            break
        kept.append(unit)
    return kept


def _grouped(units: Sequence[Unit]) -> list[Group]:
    """Units in the order of their best, those with the same trail together and in reading order."""
    trails: dict[tuple[str, ...], list[Unit]] = {}
    for unit in units:
        trails.setdefault(unit.trail, []).append(unit)
    return [
        Group(_lead(trail, members), tuple(sorted(members, key=lambda u: u.place))) for trail, members in trails.items()
    ]


def _lead(trail: tuple[str, ...], units: Sequence[Unit]) -> str:
    """The innermost two names of the trail."""
    return " › ".join(trail[-2:])


def names(units: Sequence[Unit]) -> Iterator[str]:
    """The trails of units, for whoever wants to say what an answer is about."""
    return (u.trail[-1] for u in units if u.trail)
