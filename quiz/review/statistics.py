"""Answers and cards -> what a student looks at: retention by topic, what is due ahead, the streak, calibration."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.quiz import Card, Item, Review
from quiz.exam.coverage import is_known, latest
from quiz.exam.mock_exam import wilson
from quiz.review import schedule

AHEAD = 14  # days of the forecast
TOPICS = 12  # bars of the chart


@dataclass(frozen=True, slots=True)
class TopicRetention:
    """How much of a topic is remembered: of items in the schedule the chance now, of others whether they were known."""

    name: str
    retention: float  # 0..1
    items: int


@dataclass(frozen=True, slots=True)
class DueDay:
    """How many cards come back on a day; those overdue count for today."""

    day: date
    cards: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """Of the answers that were called sure, or not sure, how many were right; the interval holds the true share."""

    sure: bool
    right: int
    asked: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Right of asked."""
        return self.right / self.asked


@dataclass(frozen=True, slots=True)
class Streak:
    """Days in a row with an answer, up to today or yesterday, and how many answers on each day."""

    days: int
    by_day: dict[date, int]


def retention(
    items: Sequence[Item], reviews: Sequence[Review], cards: Sequence[Card], at: datetime
) -> list[TopicRetention]:
    """The topics with the most items, the least remembered first."""
    last, scheduled = latest(reviews), {card.item.id: card for card in cards}
    by_topic: dict[str, list[float]] = defaultdict(list)
    for item in items:
        if item.id in scheduled:
            by_topic[_topic(item)].append(schedule.retention(scheduled[item.id], at) * is_known(last[item.id]))
        elif item.id in last:
            by_topic[_topic(item)].append(float(is_known(last[item.id])))
    topics = [TopicRetention(name, sum(shares) / len(shares), len(shares)) for name, shares in by_topic.items()]
    most = sorted(topics, key=lambda t: (-t.items, t.name))[:TOPICS]
    return sorted(most, key=lambda t: (t.retention, t.name))


def due_ahead(cards: Sequence[Card], at: datetime) -> list[DueDay]:
    """Today and the days to come."""
    today = at.date()
    counted = Counter(max(card.due.astimezone(at.tzinfo).date(), today) for card in cards)
    return [DueDay(day, counted[day]) for day in (today + timedelta(days=n) for n in range(AHEAD))]


def calibration(reviews: Sequence[Review]) -> list[Calibration]:
    """Sure, then not sure; a side without answers is left out."""
    rows = []
    for sure in (True, False):
        rights = [review.right for review in reviews if review.sure is sure]
        if rights:
            rows.append(Calibration(sure, sum(rights), len(rights), *wilson(sum(rights), len(rights))))
    return rows


def streak(reviews: Sequence[Review], at: datetime) -> Streak:
    """Counted in days of the zone of `at`."""
    by_day = Counter(review.at.astimezone(at.tzinfo).date() for review in reviews)
    day = at.date() if by_day[at.date()] else at.date() - timedelta(days=1)
    days = 0
    while by_day[day - timedelta(days=days)]:
        days += 1
    return Streak(days, {day: n for day, n in sorted(by_day.items()) if n})


def weak(items: Sequence[Item], reviews: Sequence[Review], flagged: Sequence[str] = ()) -> list[Item]:
    """What was missed or guessed the last time, the latest first; nothing that is flagged."""
    last = latest(reviews)
    missed = [item for item in items if item.id in last and not is_known(last[item.id]) and item.id not in flagged]
    return sorted(missed, key=lambda item: (last[item.id].at, item.id), reverse=True)


def _topic(item: Item) -> str:
    """The section of the notes, which is coarser than what one item is about."""
    return item.headings[-1] if item.headings else item.citation.passage.source.title
