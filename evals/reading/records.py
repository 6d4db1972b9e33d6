"""Sets of notes -> what the reader is trained on: windows as the product reads them, each sentence with its label."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from answer.extractive import HITS
from answer.reading.windows import Window, windows_of
from bootstrap import Study
from claims.units import Unit
from evals.reading.sets import ReadingQuestion, ReadingSet, spans_of
from settings import Settings

BESIDE, BELONGS, FINE = 0, 1, 2  # labels: beside the point, part of the answer, fine to tell as well
HELD = 0.5  # share of the shorter of a sentence and a slice that they must have in common
STRANGERS = 8  # questions of other sets that each set is asked: nothing in it answers them
Places = Sequence[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Record:
    """A question as it is searched for, what was found, and a label for each sentence of each window."""

    question: ReadingQuestion
    asked_as: str
    windows: tuple[Window, ...]
    labels: tuple[tuple[int, ...], ...]
    reached: bool  # whether the windows hold all of the evidence


def records_of(found: ReadingSet, others: Sequence[ReadingSet] = ()) -> Iterator[Record]:
    """The records of a set's own questions, then of some that only other sets answer."""
    with TemporaryDirectory() as folder:
        study = Study(Settings(library=Path(folder), notes=()))
        study.sync([found.notes])
        documents = [study.library.document(source.id) for source in study.library.sources()]
        for question in (*found.questions, *strange(found, others)):
            evidence = spans_of(question.evidence, documents)
            fine = [place for places in spans_of(question.also_ok, documents).values() for place in places]
            yield _record(study, question, evidence, fine)
        study.close()


def strange(found: ReadingSet, others: Sequence[ReadingSet]) -> Iterator[ReadingQuestion]:
    """Questions that only other sets answer; the same for the same sets."""
    chance = random.Random(found.name)
    strangers = [other for other in others if other.name != found.name]
    for other in chance.sample(strangers, min(STRANGERS, len(strangers))):
        asked = chance.choice([q for q in other.questions if q.answerable and not q.question.history])
        yield replace(asked, id=f"{found.name}-{asked.id}", type="stranger", evidence=(), also_ok=())


def _record(
    study: Study, question: ReadingQuestion, evidence: dict[str, list[tuple[str, int, int]]], fine: Places
) -> Record:
    asked_as = study.extractive.resolve(question.question)
    windows = tuple(windows_of(study.search(asked_as, limit=HITS), study.library))
    wanted = [place for places in evidence.values() for place in places]
    units = [unit for window in windows for unit in window.units]
    reached = all(any(_overlaps(unit, places) for unit in units) for places in evidence.values())
    labels = tuple(tuple(label_of(unit, wanted, fine) for unit in window.units) for window in windows)
    return Record(question, asked_as, windows, labels, reached)


def label_of(unit: Unit, wanted: Places, fine: Places) -> int:
    """Whether a sentence belongs to the answer, is fine to tell, or beside the point, by the places of slices."""
    if _overlaps(unit, wanted):
        return BELONGS
    return FINE if _overlaps(unit, fine) else BESIDE


def _overlaps(unit: Unit, places: Places) -> bool:
    source, start, end = unit.document.source.id, unit.sentence.start, unit.sentence.end
    return any(
        source == where and min(end, last) - max(start, first) >= HELD * min(end - start, last - first)
        for where, first, last in places
    )
