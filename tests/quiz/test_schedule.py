"""Cards come back exactly when the package `fsrs` says, and the clock is passed in."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from quizzes import single

from domain.quiz import Rating
from language.moments import day_of, short, when
from quiz.review import schedule

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
AGAIN, HARD, GOOD, EASY = Rating


def dates(ratings: list[Rating]) -> list[datetime]:
    """When the card of an item comes back after each rating, each given when the card is due."""
    card = schedule.first(single(), ratings[0], NOON)
    found = [card.due]
    for rating in ratings[1:]:
        card = schedule.rated(card, rating, card.due)
        found.append(card.due)
    return found


def packages_own(ratings: list[Rating]) -> list[datetime]:
    plan, card = fsrs.Scheduler(enable_fuzzing=False), fsrs.Card(card_id=1, due=NOON)
    found = []
    for rating in ratings:
        card, _ = plan.review_card(card, fsrs.Rating(rating), card.due)
        found.append(card.due)
    return found


@pytest.mark.parametrize(
    ("ratings", "days"),
    [
        ([GOOD, GOOD, GOOD, GOOD, GOOD, GOOD, AGAIN, AGAIN, GOOD, GOOD, GOOD], [0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7]),
        ([AGAIN, GOOD, GOOD, GOOD], [0, 0, 1, 2]),
        ([EASY, EASY, EASY], [8, 66, 397]),
    ],
)
def test_golden_sequences_of_days(ratings: list[Rating], days: list[int]) -> None:
    moments = [NOON, *dates(ratings)]
    assert [(after - before).days for before, after in pairwise(moments)] == days


@given(st.lists(st.sampled_from(Rating), min_size=1, max_size=12))
def test_a_schedule_is_the_packages_own(ratings: list[Rating]) -> None:
    assert dates(ratings) == packages_own(ratings)


def test_a_miss_comes_back_in_a_minute_and_every_rating_says_when() -> None:
    card = schedule.first(single(), AGAIN, NOON)
    assert card.due == NOON + timedelta(minutes=1)
    returns = schedule.returns(card, card.due)
    assert list(returns) == [AGAIN, HARD, GOOD, EASY]
    assert [short(due, card.due) for due in returns.values()] == ["1 min", "6 min", "10 min", "1 d"]
    assert all(schedule.rated(card, rating, card.due).due == due for rating, due in returns.items())


def test_any_zone_will_do() -> None:
    tokyo = NOON.astimezone(timezone(timedelta(hours=9)))
    assert schedule.first(single(), GOOD, tokyo) == schedule.first(single(), GOOD, NOON)


def test_a_lapse_is_counted_and_confidence_ends_when_it_is_remembered() -> None:
    card = schedule.first(single(), AGAIN, NOON, confident=True)
    again = schedule.rated(card, AGAIN, NOON)
    assert again.confident and not schedule.rated(again, HARD, NOON).confident
    known = schedule.rated(schedule.rated(card, GOOD, card.due), EASY, card.due)
    assert (known.lapses, schedule.rated(known, AGAIN, known.due).lapses) == (0, 1)


def test_memory_fades() -> None:
    card = schedule.first(single(), EASY, NOON)
    fading = [schedule.retention(card, NOON + timedelta(days=n)) for n in (0, 8, 80)]
    assert fading == sorted(fading, reverse=True) and fading[0] == 1.0
    assert fading[1] == pytest.approx(0.9, abs=0.01)


@pytest.mark.parametrize(
    ("away", "words", "brief"),
    [
        (timedelta(0), "now", "1 min"),
        (timedelta(minutes=1), "in 1 minute", "1 min"),
        (timedelta(minutes=10), "in 10 minutes", "10 min"),
        (timedelta(hours=5), "in 5 hours", "5 h"),
        (timedelta(days=1), "tomorrow", "1 d"),
        (timedelta(days=3), "in 3 days", "3 d"),
        (timedelta(days=100), "on 11 April 2026", "3 mo"),
        (timedelta(days=1000), "on 27 September 2028", "2.7 y"),
    ],
)
def test_moments_are_said_as_people_say_them(away: timedelta, words: str, brief: str) -> None:
    assert (when(NOON + away, NOON), short(NOON + away, NOON)) == (words, brief)


def test_days_are_days_of_the_calendar() -> None:
    assert [day_of(NOON + timedelta(hours=n), NOON) for n in (1, 13, 40)] == ["today", "tomorrow", "in 2 days"]
