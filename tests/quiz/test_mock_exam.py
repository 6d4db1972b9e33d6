"""A mock exam is drawn by weight, keeps its clock, and is judged honestly."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quizzes import Clock, Notes, multi, single

from domain.memory import Response
from domain.quiz import Blueprint, Domain, Given, Item, Task
from quiz.exam.mock_exam import draw, hand_in, is_over, left, results, wilson
from quiz.exam.tasks import Tasks
from quiz.review.cards import CardKeeper
from study.cards import SqlCards
from study.engine import Database, open_engine
from study.sittings import SqlSittings

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def blueprint(questions: int = 65) -> Blueprint:
    """Four domains with two tasks each."""
    weights = (0.34, 0.26, 0.22, 0.18)
    domains = tuple(
        Domain(f"{n}", f"Domain {n}", weight, (Task(f"{n}.1", "a"), Task(f"{n}.2", "b")))
        for n, weight in enumerate(weights, 1)
    )
    return Blueprint("x", "Exam", domains, questions)


class NoEmbedder:
    """Never asked: every item names its task."""

    name, dimension, limit = "none", 1, 1

    def pieces(self, text: str, /) -> int:
        raise AssertionError(text)

    def embed(self, texts: Sequence[str], /) -> object:
        raise AssertionError(texts)


def tasks(questions: int = 65) -> Tasks:
    return Tasks(blueprint(questions), NoEmbedder())  # type: ignore[arg-type]


def pool(each: int, only: str = "1234") -> list[Item]:
    return [single(f"{d}.{t}-{n}", task=f"{d}.{t}") for d in only for t in "12" for n in range(each)]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    engine = open_engine(f"sqlite:///{tmp_path}/study.sqlite3")
    yield engine
    engine.dispose()


def test_the_exam_is_weighted_by_the_blueprint() -> None:
    drawn = draw(tasks(), pool(60))
    counted = Counter(item.task for item in drawn)
    assert [counted[f"{d}.1"] + counted[f"{d}.2"] for d in range(1, 5)] == [22, 17, 14, 12]
    assert all(abs(counted[f"{d}.1"] - counted[f"{d}.2"]) <= 1 for d in range(1, 5))
    assert len({item.id for item in drawn}) == 65


def test_a_seed_draws_the_same_exam_and_another_another() -> None:
    ids = [[item.id for item in draw(tasks(), pool(60), seed)] for seed in (1, 1, 2)]
    assert ids[0] == ids[1] != ids[2]
    assert [i[0] for i in ids[0]] != sorted(i[0] for i in ids[0]), "the domains are mixed"


def test_other_domains_take_the_places_of_one_with_too_few_items() -> None:
    assert len(draw(tasks(), [*pool(1, "1"), *pool(60, "234")])) == 65
    assert len(draw(tasks(), pool(3))) == 24, "no more than there are"
    assert draw(tasks(), []) == []


@given(st.integers(1, 300))
def test_every_number_of_questions_is_met(questions: int) -> None:
    assert len(draw(tasks(questions), pool(100))) == questions


def test_the_clock_runs_from_the_beginning_and_stops_at_the_end(database: Database) -> None:
    clock = Clock()
    sittings = SqlSittings(database, clock, lambda: "exam")
    sitting = sittings.begin("Exam", [single()], 130)
    assert left(sitting, NOON + timedelta(minutes=10)) == timedelta(minutes=120)
    assert not is_over(sitting, NOON + timedelta(minutes=129))
    assert is_over(sitting, NOON + timedelta(minutes=130)) and left(sitting, NOON + timedelta(days=1)) == timedelta(0)


def test_an_exam_handed_in_twice_is_kept_once(database: Database) -> None:
    clock = Clock()
    sittings, memory = SqlSittings(database, clock, lambda: "exam"), CardKeeper(SqlCards(database), Notes(), clock)
    sitting = sittings.begin("Exam", [single("right"), single("wrong"), multi("empty")], 130)
    sittings.respond(sitting.id, 0, Response(Given((0,))))
    sittings.respond(sitting.id, 1, Response(Given((2,)), returning=True))
    ended = hand_in(sitting, sittings, memory)
    assert hand_in(sitting, sittings, memory) == ended and is_over(ended, NOON)
    assert {review.item_id: review.right for review in memory.cards.reviews()} == {
        "right": True,
        "wrong": False,
    }, "what was left empty may never have been looked at"
    assert {card.item.id for card in memory.cards.cards()} == {"wrong"}


def test_the_result_says_for_each_domain_how_much_it_proves(database: Database) -> None:
    sittings = SqlSittings(database, Clock(), lambda: "exam")
    sitting = sittings.begin("Exam", pool(5, "12"), 130)
    for number in range(10):
        sittings.respond(sitting.id, number, Response(Given((0 if number < 8 else 1,))))
    whole, first, second = results(sittings.sitting(sitting.id), tasks())
    assert (whole.domain, whole.right, whole.asked) == (None, 8, 20)
    assert first.domain and (first.domain.id, first.right, first.asked) == ("1", 8, 10)
    assert (second.right, second.asked) == (0, 10)
    assert (first.low, first.high) == pytest.approx((0.490, 0.943), abs=0.001)
    assert (whole.high - whole.low) < (first.high - first.low)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_a_share(counts: tuple[int, int]) -> None:
    right, asked = counts
    low, high = wilson(right, asked)
    assert 0 <= low <= right / asked + 1e-9 and right / asked - 1e-9 <= high <= 1 and low < high


def test_nothing_asked_proves_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
