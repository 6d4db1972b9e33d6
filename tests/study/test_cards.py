"""What was answered and scheduled is there the next day; the contract suite of the `Cards` port."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from quizzes import cloze, matching, multi, single

from domain.memory import Cards
from domain.quiz import Card, Rating, Review
from quiz.review import schedule
from study.cards import SqlCards

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def missed(cards: Cards, item_id: str = "single", **more: bool) -> Card:
    item = single(item_id)
    card = schedule.first(item, Rating.AGAIN, NOON, **more)
    assert cards.record(item, Review(item.id, NOON, False, sure=True), card)
    return card


def test_a_card_comes_back_as_it_was(cards: SqlCards) -> None:
    card = missed(cards, confident=True)
    assert cards.card("single") == card
    assert cards.reviews() == [Review("single", NOON, False, sure=True)]


def test_items_of_every_kind_come_back_as_they_were(cards: SqlCards) -> None:
    items = [cloze("crawler"), matching(), multi(), single()]
    for item in items:
        cards.record(item, Review(item.id, NOON, True))
    assert cards.items() == items and cards.cards() == []


def test_an_item_gets_one_card_however_often_it_is_missed(cards: SqlCards) -> None:
    card = missed(cards)
    later = schedule.first(single(), Rating.HARD, NOON + timedelta(days=1))
    assert not cards.record(single(), Review("single", NOON, False), later)
    assert cards.cards() == [card] and len(cards.reviews()) == 2


def test_the_next_due_comes_first(cards: SqlCards) -> None:
    late = missed(cards, "late")
    cards.rated(late, schedule.rated(late, Rating.EASY, NOON), Review("late", NOON, True, Rating.EASY))
    missed(cards, "early")
    assert [card.item.id for card in cards.cards()] == ["early", "late"]


def test_a_card_rated_in_two_tabs_moves_once(cards: SqlCards) -> None:
    card = missed(cards)
    good, easy = (schedule.rated(card, rating, NOON) for rating in (Rating.GOOD, Rating.EASY))
    assert cards.rated(card, good, Review("single", NOON, True, Rating.GOOD))
    assert not cards.rated(card, easy, Review("single", NOON, True, Rating.EASY))
    assert cards.card("single") == good
    assert [review.rating for review in cards.reviews()] == [None, Rating.GOOD]


def test_many_tabs_write_at_once_and_lose_nothing(cards: SqlCards) -> None:
    def one_tab(number: int) -> bool:
        item = single(f"item-{number % 4}")
        card = schedule.first(item, Rating.AGAIN, NOON)
        return cards.record(item, Review(item.id, NOON + timedelta(seconds=number), False), card)

    with ThreadPoolExecutor(8) as tabs:
        begun = list(tabs.map(one_tab, range(24)))
    assert sum(begun) == len(cards.cards()) == 4
    assert [review.at.second for review in cards.reviews()] == list(range(24))


def test_of_many_tabs_that_rate_one_card_one_wins(cards: SqlCards) -> None:
    card = missed(cards)
    after = schedule.rated(card, Rating.GOOD, NOON)
    with ThreadPoolExecutor(8) as tabs:
        moved = list(tabs.map(lambda _: cards.rated(card, after, Review("single", NOON, True, Rating.GOOD)), range(8)))
    assert moved.count(True) == 1 and len(cards.reviews()) == 2


def test_a_flagged_item_never_comes_back_and_its_reason_is_kept(cards: SqlCards) -> None:
    missed(cards)
    cards.flag(single(), "two options are right", NOON)
    cards.flag(single(), "two options are right!", NOON)
    assert cards.cards() == []
    assert [(f.item, f.reason, f.at) for f in cards.flagged()] == [(single(), "two options are right!", NOON)]
    assert not cards.record(single(), Review("single", NOON, False), schedule.first(single(), Rating.AGAIN, NOON))
    cards.unflag("single")
    assert cards.flagged() == []


def test_an_overruled_answer_gives_its_card_up(cards: SqlCards) -> None:
    missed(cards)
    cards.amend("single", True)
    assert cards.cards() == [] and cards.reviews()[0].right
    cards.amend("never asked", True)


def test_a_card_that_was_rated_survives_being_overruled(cards: SqlCards) -> None:
    card = missed(cards)
    cards.rated(card, schedule.rated(card, Rating.GOOD, NOON), Review("single", NOON, True, Rating.GOOD))
    cards.amend("single", True)
    assert len(cards.cards()) == 1


def test_a_renewed_card_keeps_its_schedule(cards: SqlCards) -> None:
    card = missed(cards)
    new = replace(card, item=single("new", stem="What infers a schema?"))
    cards.renew(card, new)
    assert cards.cards() == [new]
    with pytest.raises(KeyError):
        cards.renew(card, new)


def test_a_dropped_card_leaves_what_was_answered(cards: SqlCards) -> None:
    missed(cards)
    cards.drop("single")
    assert cards.cards() == [] and len(cards.reviews()) == len(cards.items()) == 1
    with pytest.raises(KeyError):
        cards.card("single")
