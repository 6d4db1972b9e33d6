"""Scored units and a reading of the question -> the few that answer it, grouped by what they are about."""

from collections.abc import Iterable, Sequence

from answer.beside import added
from answer.compose import Group
from answer.parents import below, defined, introduced, listed
from answer.scoring import Asked, Scored
from answer.series import enumerated
from answer.shape import Reading, Shape
from answer.standing import asks, introduces, leans, says_again, titles
from answer.units import Unit
from domain.ports import Words

WORDS = 75  # a fact is told in at most about this many words
CLOSE = 3.0  # how far below the best logit a further sentence may lie
MOST = 5  # blocks of a fact
BLOCK_WORDS = 30  # a block of up to this length is told whole


def select(reading: Reading, question: Asked, scored: Sequence[Scored], words: Words) -> list[Group]:
    """The shortest selection that answers the question: of the notes, of the linked pages, or of each its own."""
    notes, pages = [s for s in scored if not s.unit.linked], [s for s in scored if s.unit.linked]
    if not notes or not pages:
        return _selected(reading, question, scored, words)
    if notes[0].logit < pages[0].logit - CLOSE:
        return _selected(reading, question, pages, words)
    told = _selected(reading, question, notes, words)
    return [*told, *_by_page(added(pages, scored[0].logit, [u for group in told for u in group.units]))]


def _selected(reading: Reading, question: Asked, scored: Sequence[Scored], words: Words) -> list[Group]:
    if reading.shape is Shape.COMPARISON and (sides := _sides(reading, scored, words)):
        return _grouped(_closest(scored, sides))
    if reading.shape is Shape.LIST and (items := listed(reading, question, scored, words)):
        return _grouped(items)
    if reading.shape is Shape.LIST and (items := enumerated(reading, scored, words)):
        return _grouped(_closest(scored, items))
    if reading.shape is Shape.DEFINITION and (start := defined(reading, scored, words)):
        return _grouped(_closest(scored, start))
    return _grouped(introduced(scored) or _closest(scored))


def _closest(scored: Sequence[Scored], start: Sequence[Unit] = ()) -> list[Unit]:
    """What was chosen already, then the best units, each with the sentences it leans on, while they fit."""
    chosen = list(start)
    blocks = len({id_of(u) for u in chosen})
    for s in scored:
        if chosen and (s.logit < scored[0].logit - CLOSE or blocks >= MOST):
            break
        more = [u for u in _whole(s.unit, scored) if u not in chosen]
        if chosen and (not more or length([*chosen, *more]) > WORDS or _told(s.unit, chosen)):
            continue
        if not introduces(s.unit.plain) and not asks(s.unit.plain):
            chosen += more
            blocks += 1
    return chosen or [scored[0].unit]


def _whole(unit: Unit, scored: Sequence[Scored]) -> list[Unit]:
    """The unit's whole block when it is short, else the unit and the sentence that it leans on, or is the title of."""
    block = sorted((s.unit for s in scored if id_of(s.unit) == id_of(unit)), key=lambda u: u.place)
    if length(block) <= BLOCK_WORDS:
        return block
    at = block.index(unit)
    if titles(unit.plain):
        return block[at : at + 2]
    return block[at - 1 : at + 1] if at and leans(unit.plain) else [unit]


def id_of(unit: Unit) -> tuple[str, int]:
    """Which block of which source a unit belongs to."""
    return unit.document.source.id, unit.block


def length(units: Iterable[Unit]) -> int:
    """Words in all."""
    return sum(len(u.plain.split()) for u in units)


def _told(unit: Unit, chosen: Iterable[Unit]) -> bool:
    return any(says_again(unit.plain, c.plain) for c in chosen)


def _sides(reading: Reading, scored: Sequence[Scored], words: Words) -> list[Unit]:
    """The best unit of each side of a comparison, or nothing when a side is not there."""
    chosen: list[Unit] = []
    for side in reading.sides:
        terms = set(words.terms(side))
        best = max(scored, key=lambda s: (_share(terms, s.unit, words) + 0.05 * s.logit, s.logit))
        if not terms or _share(terms, best.unit, words) == 0:
            return []
        if best.unit not in chosen:
            chosen += [u for u in below([best.unit], scored) or _whole(best.unit, scored) if u not in chosen]
    return chosen


def _share(terms: set[str], unit: Unit, words: Words) -> float:
    """How much of a side stands in a sentence, less for what stands only over it; a sentence about it opens with it."""
    own, around = set(words.terms(unit.plain)), set(words.terms(" ".join(unit.trail[-2:])))
    opening = set(words.terms(" ".join(unit.plain.split()[: len(terms) + 1])))
    rarities = {t: words.rarity(t) for t in sorted(terms)}  # sums differ in another order
    whole = sum(rarities.values()) or 1.0
    found = sum(r * (1.0 if t in own else 0.7 if t in around else 0.0) for t, r in rarities.items()) / whole
    return found + (0.2 if terms <= opening else 0.0)


def _grouped(units: Sequence[Unit]) -> list[Group]:
    """Units in the order of their best, those with the same lead together and in reading order."""
    leads: dict[tuple[str, str], list[Unit]] = {}
    for unit in units:
        leads.setdefault((unit.document.source.id, unit.lead), []).append(unit)
    return [Group(about, tuple(sorted(members, key=lambda u: u.place))) for (_, about), members in leads.items()]


def _by_page(units: Sequence[Unit]) -> list[Group]:
    """What linked pages add, page by page."""
    pages = dict.fromkeys(unit.document.source.id for unit in units)
    return [Group("", tuple(u for u in units if u.document.source.id == page)) for page in pages]
