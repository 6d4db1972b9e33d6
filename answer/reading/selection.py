"""Sentences with their chances -> the few that are told, grouped by what they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from answer.markdown import Section
from answer.reading.candidate import Candidate
from answer.reading.trees import threshold
from claims.units import Unit
from language.sentences import introduces, says_again

WORDS = 120  # of an answer at most: a list that is longer is cut
BESIDE = 0.5  # chance from which a linked page adds a sentence to what the notes say
BESIDE_MOST, BESIDE_WORDS = 2, 34  # sentences of linked pages beside notes, and words of them


@dataclass(frozen=True, slots=True)
class Selection:
    """What is told."""

    told: tuple[Candidate, ...]  # likeliest first, what linked pages add last
    groups: tuple[Section, ...]


def select(candidates: Sequence[Candidate], likely: float | None = None) -> Selection:
    """What to tell, of at least one candidate, likeliest first: of notes, of linked pages, or of each its own.

    A sentence is told when its chance is `likely`, as fitted unless said; the likeliest is told in any case.
    """
    likely = threshold("told") if likely is None else likely
    notes = [c for c in candidates if not c.unit.linked]
    pages = [c for c in candidates if c.unit.linked]
    if not notes or (pages and notes[0].chance < likely <= pages[0].chance):
        return _chosen(_picked(pages, likely))
    told = _picked(notes, likely)
    added = _added(pages, [c.unit for c in told])
    return Selection((*told, *added), (*_grouped(told), *_by_page(sorted((c.unit for c in added), key=_place))))


def _chosen(told: Sequence[Candidate]) -> Selection:
    return Selection(tuple(told), tuple(_grouped(told)))


def _place(unit: Unit) -> tuple[str, int]:
    return unit.place


def _picked(candidates: Sequence[Candidate], likely: float) -> list[Candidate]:
    """The likely ones while they fit, the likeliest one in any case; a question in the notes answers none."""
    picked: list[Candidate] = []
    spent = 0
    for candidate in [c for c in candidates if not c.signs["asks"]] or candidates:
        spent += len(candidate.unit.plain.split())
        if picked and (candidate.chance < likely or spent > WORDS):
            break
        if not any(says_again(candidate.unit.plain, other.unit.plain) for other in picked):
            picked.append(candidate)
    return picked


def _added(pages: Sequence[Candidate], told: Sequence[Unit]) -> list[Candidate]:
    """Likely sentences of linked pages that say what is not told yet."""
    found: list[Candidate] = []
    for candidate in pages:
        unit, before = candidate.unit, [*told, *(c.unit for c in found)]
        words = sum(len(c.unit.plain.split()) for c in [*found, candidate])
        new = not introduces(unit.plain) and not any(says_again(unit.plain, other.plain) for other in before)
        if candidate.chance >= BESIDE and len(found) < BESIDE_MOST and words <= BESIDE_WORDS and new:
            found.append(candidate)
    return found


def _grouped(candidates: Sequence[Candidate]) -> list[Section]:
    """Candidates window by window, the likeliest first; those with the same lead together and in reading order."""
    windows = dict.fromkeys(c.window for c in candidates)
    groups: dict[tuple[int, str], list[Unit]] = {}
    for window in windows:
        for unit in sorted((c.unit for c in candidates if c.window == window), key=lambda u: u.place):
            groups.setdefault((window, unit.lead or unit.document.source.title), []).append(unit)
    return [Section(lead, tuple(units)) for (_, lead), units in groups.items()]


def _by_page(units: Iterable[Unit]) -> list[Section]:
    """What linked pages add, page by page."""
    pages: dict[str, list[Unit]] = {}
    for unit in units:
        pages.setdefault(unit.document.source.id, []).append(unit)
    return [Section("", tuple(told)) for told in pages.values()]
