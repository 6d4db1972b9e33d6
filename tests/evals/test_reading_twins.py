from random import Random

from evals.reading.twins import names_of, twin

KILNS = {
    "asked": "How hot does a raku kiln get?",
    "answerable": True,
    "windows": [
        ("Pottery > Raku kiln", ["It reaches 1,000 degrees."], [1]),
        ("Pottery > Anagama", ["It is fed with wood for days."], [0]),
    ],
}


def test_the_names_of_notes_are_their_own_headings() -> None:
    sets = {f"set {n}": [{**KILNS, "windows": [("Limits > Kiln " + str(n), [], [])]}] for n in range(3)}
    assert names_of(sets)["set 1"] == ["kiln 1"]


def test_a_question_asked_of_another_name_is_answered_by_nothing_it_reads() -> None:
    made = twin(KILNS, ["anagama", "raku kiln"], Random(0))
    assert made is not None
    assert made["asked"] == "how hot does a anagama get?" and not made["answerable"]
    assert made["windows"] == [("Pottery > Raku kiln", ["It reaches 1,000 degrees."], [0])]


def test_a_question_without_a_name_has_no_twin() -> None:
    assert twin({**KILNS, "asked": "How hot does it get?"}, ["anagama", "raku kiln"], Random(0)) is None
    assert twin(KILNS, ["raku kiln"], Random(0)) is None
