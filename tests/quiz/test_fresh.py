"""A new quiz repeats nothing while there is more to ask."""

from collections.abc import Sequence
from pathlib import Path

from quizzes import NOON, single

from domain.quiz import Item, Quiz, QuizRequest, Review
from quiz.fresh import fresh
from study.cards import SqlCards
from study.engine import open_engine

ALL = [single(name, stem=f"What is {name}?") for name in "abcdef"]


def make(request: QuizRequest, earlier: Sequence[Item]) -> Quiz:
    return Quiz(tuple(item for item in ALL if item not in earlier)[: request.count])


def test_what_was_answered_comes_after_what_is_new(tmp_path: Path) -> None:
    cards = SqlCards(open_engine(f"sqlite:///{tmp_path}/study.sqlite3"))
    for item in ALL[:3]:
        cards.record(item, Review(item.id, NOON, True))
    assert [item.id for item in fresh(make, QuizRequest(2), cards).items] == ["d", "e"]
    assert [item.id for item in fresh(make, QuizRequest(9), cards).items] == ["d", "e", "f", "a", "b", "c"]
