"""What a student sees of their progress is what they did."""

from dataclasses import replace
from datetime import timedelta

import pytest
from quizzes import NOON, PASSAGE, TEXT, Notes, single

from domain.quiz import Card, Item, Quiz, QuizRequest, Rating, Review
from domain.replies import Citation
from quiz.review import schedule
from quiz.review.renewal import renewed
from quiz.review.statistics import calibration, due_ahead, retention, streak, weak

DAY = timedelta(days=1)


def card(item: Item, *ratings: Rating) -> Card:
    found = schedule.first(item, ratings[0], NOON)
    for rating in ratings[1:]:
        found = schedule.rated(found, rating, found.due)
    return found


def under(section: str, name: str) -> Item:
    passage = replace(PASSAGE, headings=("Notes", section))
    return replace(single(name), citation=Citation(1, passage, passage.start, passage.end))


def test_retention_is_worst_first_and_fades_with_time() -> None:
    items = [under("Glue", "a"), under("Glue", "b"), under("S3", "c")]
    reviews = [Review("a", NOON, True, sure=True), Review("b", NOON, False), Review("c", NOON, True, Rating.EASY)]
    cards = [card(items[2], Rating.EASY)]
    glue, s3 = retention(items, reviews, cards, NOON)
    assert (glue.name, glue.retention, glue.items) == ("Glue", 0.5, 2)
    assert (s3.name, s3.retention) == ("S3", 1.0)
    later = {topic.name: topic.retention for topic in retention(items, reviews, cards, NOON + 8 * DAY)}
    assert later["S3"] == pytest.approx(0.9, abs=0.01)


def test_what_is_overdue_is_due_today() -> None:
    cards = [card(single("a"), Rating.AGAIN), card(single("b"), Rating.EASY)]
    days = due_ahead(cards, NOON + DAY)
    assert len(days) == 14 and days[0].day == (NOON + DAY).date()
    assert [day.cards for day in days if day.cards] == [1, 1] and days[0].cards == 1


def test_a_streak_is_days_in_a_row_and_today_is_not_over() -> None:
    reviews = [Review("a", NOON - n * DAY, True) for n in (5, 2, 1)]
    assert streak(reviews, NOON).days == 2
    assert streak([*reviews, Review("a", NOON, True)], NOON).days == 3
    assert streak(reviews, NOON + 2 * DAY).days == 0 == streak([], NOON).days
    assert sum(streak(reviews, NOON).by_day.values()) == 3


def test_calibration_tells_sure_from_right() -> None:
    answers = [(True, True)] * 3 + [(True, False)] + [(False, True)]
    sure, unsure = calibration([Review("a", NOON, right, sure=sure) for sure, right in answers])
    assert (sure.sure, sure.share, sure.asked) == (True, 0.75, 4) and sure.low < 0.75 < sure.high
    assert (unsure.sure, unsure.share) == (False, 1.0)
    assert calibration([Review("a", NOON, True)]) == []


def test_weak_spots_are_what_was_missed_last() -> None:
    items = [single(name) for name in "abcd"]
    reviews = [
        Review("a", NOON, False),
        Review("a", NOON + DAY, True, sure=True),
        Review("b", NOON, False),
        Review("c", NOON + DAY, True, sure=False),
        Review("d", NOON, False),
    ]
    assert [item.id for item in weak(items, reviews, ["d"])] == ["c", "b"]


def test_a_changed_source_offers_an_item_that_asks_the_same() -> None:
    notes, asked = Notes(), list[QuizRequest]()
    notes.now_says(TEXT.replace("schema of data in S3", "schema and partitions of data"))
    (now,) = notes.passages_now
    citation = Citation(1, now, now.start, now.end)
    same = replace(single("new", stem="What infers the schema and partitions of data?"), citation=citation)
    other = replace(single("other", stem="Who never runs without a role?", key=(3,)), citation=citation)

    def make(request: QuizRequest) -> Quiz:
        asked.append(request)
        return Quiz((other, same))

    old = card(single(), Rating.AGAIN)
    assert renewed(old, notes, make) == same
    assert (asked[0].scope.sources, asked[0].scope.section) == (frozenset({PASSAGE.source.id}), "Crawlers")
    notes.passages_now.clear()
    assert renewed(old, notes, make) is None
