"""An answer can be typed as a letter, a number or the words themselves."""

import pytest
from quizzes import cloze, multi, single

from domain.quiz import Given
from quiz.grading.typed import given_from, letter


@pytest.mark.parametrize("text", ["b", "B", "2", " b) ", "datABrew"])
def test_an_option_has_three_names(text: str) -> None:
    assert given_from(single(), text) == Given((1,))


@pytest.mark.parametrize("text", ["a b", "A, B", "1 2", "a,b"])
def test_several_options_are_listed(text: str) -> None:
    assert given_from(multi(), text) == Given((0, 1))


def test_what_names_no_option_chooses_none() -> None:
    assert given_from(single(), "z 99") == given_from(single(), "") == Given()
    assert given_from(single(), "robot") == Given(text="robot")


def test_words_are_words_where_there_are_no_options() -> None:
    assert given_from(cloze("crawler"), " a ") == Given(text="a")
    assert letter(3) == "D"
