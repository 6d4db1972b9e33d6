"""The reader of sentences: what it reads, and that it runs the same everywhere."""

import pytest
from bundled import CACHE, scorer
from hypothesis import given
from hypothesis import strategies as st

from models.crossencoder import QUESTION, TRAIL, WINDOW, CrossEncoder, _run_torch, lay_out

NOTES = [
    ("Pottery > Kilns", ["- Kiln is an oven that fires clay.", "- The Zorro9 kiln was built in 1987 by Anna Holm."]),
    ("Pottery > Glazes", ["- Celadon is a green glaze with iron in it.", "It needs a reducing fire."]),
]
TEXT = st.text(st.sampled_from("abc "), max_size=900)


def words(text: str) -> list[int]:
    return [1000 + len(word) for word in text.split()]


@given(TEXT, TEXT, st.lists(TEXT, max_size=12))
def test_whatever_there_is_to_read_fits_and_every_sentence_has_its_place(
    question: str, trail: str, sentences: list[str]
) -> None:
    row = lay_out(words, question, trail, sentences)
    assert len(row.ids) <= WINDOW + 1
    assert row.question <= QUESTION + 2
    assert len(row.spans) == len(sentences)
    assert all(row.question <= a <= b < len(row.ids) for a, b in row.spans)
    assert row.spans == sorted(row.spans)
    assert TRAIL + QUESTION < WINDOW


def test_the_sentence_that_answers_is_nearest() -> None:
    for question, window, sentence in (
        ("What is a kiln?", 0, 0),
        ("when was the zorro9 built", 0, 1),
        ("what is celadon", 1, 0),
    ):
        scores = scorer().score(question, NOTES)
        every = {(w, s): score for w, found in enumerate(scores) for s, score in enumerate(found.sentences)}
        assert max(every, key=lambda place: every[place]) == (window, sentence)


def test_scores_do_not_depend_on_what_is_read_beside() -> None:
    both, alone = scorer().score("What is a kiln?", NOTES), scorer().score("What is a kiln?", NOTES[1:])
    assert abs(both[1].window - alone[0].window) < 0.01
    assert scorer().score("What is a kiln?", NOTES) == both


@pytest.mark.slow
def test_the_graph_gives_what_torch_gives() -> None:
    reference = CrossEncoder(lambda: _run_torch(CACHE), lambda: None)
    for one, other in zip(
        scorer().score("what is celadon", NOTES), reference.score("what is celadon", NOTES), strict=True
    ):
        assert abs(one.window - other.window) < 0.02
        assert all(abs(a - b) < 0.02 for a, b in zip(one.sentences, other.sentences, strict=True))


def test_nothing_to_read_has_no_scores() -> None:
    assert scorer().score("What is a kiln?", []) == []
