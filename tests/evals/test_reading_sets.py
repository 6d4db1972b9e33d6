"""The sets that the reader learns from and is judged by are whole, and split by notes."""

from collections import Counter

import pytest

from evals.reading.author import documents_in
from evals.reading.sets import SPLITS, TYPES, ReadingSet, load_split, spans_of

SETS = {split: load_split(split) for split in SPLITS}
EVERY = [found for sets in SETS.values() for found in sets]


def test_there_are_enough_sets_and_no_notes_are_in_two_splits() -> None:
    names = Counter(found.name for found in EVERY)
    assert len(names) >= 60 and max(names.values()) == 1
    assert len(SETS["held_out"]) >= 12
    assert sum(len(found.questions) for found in SETS["held_out"]) >= 700
    assert sum(len(found.questions) for found in EVERY) >= 6000


def test_a_fifth_to_three_tenths_are_near_misses_and_every_type_is_there() -> None:
    for sets in SETS.values():
        questions = [q for found in sets for q in found.questions]
        assert 0.15 <= sum(not q.answerable for q in questions) / len(questions) <= 0.3
        assert {q.type for q in questions} == set(TYPES)


@pytest.mark.slow
@pytest.mark.parametrize("found", EVERY, ids=lambda found: found.name)
def test_every_slice_stands_verbatim_in_the_notes(found: ReadingSet) -> None:
    documents = documents_in(found.notes)
    slices = [piece for q in found.questions for piece in (*q.evidence, *q.also_ok, *q.nearest)]
    assert [piece for piece, places in spans_of(slices, documents).items() if not places] == []
