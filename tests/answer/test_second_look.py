"""What the chances of all sentences say of each."""

from hypothesis import given
from hypothesis import strategies as st
from linkedpages import note, passages

from answer.reading.candidate import Candidate
from answer.reading.second_look import NONE, signs_among
from claims.units import Unit, units_of
from domain.documents import Document
from domain.replies import Hit

LINES = ["Kilns", "Gas kilns reach 1,300 degrees.", "Wood kilns need a chimney.", "Raku kilns cool at once."]


class Held:
    def __init__(self, document: Document) -> None:
        self.held = document

    def document(self, source_id: str, /) -> Document:
        return self.held


def units() -> list[Unit]:
    document = note(*((0, line) for line in LINES))
    return units_of([Hit(p, 0.0, ()) for p in passages(document)], Held(document))  # type: ignore[arg-type]


def candidates(chances: list[float]) -> list[Candidate]:
    names = "score length introduces depth item paragraph row code quote".split()
    signs = dict.fromkeys([*names, "own words", "question length"], 0.0)
    found = zip(units(), chances, strict=False)
    return [Candidate(u, 0, {**signs, "place in window": n}, chance) for n, (u, chance) in enumerate(found)]


def test_each_is_seen_beside_the_others() -> None:
    first, second, third = signs_among(candidates([0.2, 0.9, 0.6]))
    assert (first["rank"], second["rank"], third["rank"]) == (2, 0, 1)
    assert (first["before"], first["after"], second["before"], third["after"]) == (NONE, 0.9, 0.2, NONE)
    assert second["behind the first"] == 0 and third["behind the first"] < 0
    assert first["best of siblings"] == 0.9 and second["best of siblings"] == 0.6
    assert [s["siblings likely"] for s in (first, second, third)] == [2, 1, 1]


def test_one_that_stands_alone_has_no_others() -> None:
    (only,) = signs_among(candidates([0.4]))
    assert only["second"] == only["mean of siblings"] == only["best of window"] == NONE


@given(st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_the_order_in_which_they_come_changes_nothing(chances: list[float]) -> None:
    found = candidates(chances)
    assert list(signs_among(found[::-1])) == list(signs_among(found))[::-1]
