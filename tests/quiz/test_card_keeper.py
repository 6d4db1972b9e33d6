"""What was missed comes back until it is known, and a changed source takes no card away."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from quizzes import PASSAGE, TEXT, Clock, Notes, single

from domain.quiz import Given, Grade, Rating
from domain.replies import Citation
from index.library import Library
from ingest.reader import NoteReader
from models.hashing import HashEmbedder
from quiz.review.cards import CardKeeper, returning
from study.cards import SqlCards
from study.engine import open_engine

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
RIGHT, WRONG = Grade(True, 1.0), Grade(False, 0.0)


@pytest.fixture
def notes() -> Notes:
    return Notes()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(tmp_path: Path, notes: Notes, clock: Clock) -> CardKeeper:
    return CardKeeper(SqlCards(open_engine(f"sqlite:///{tmp_path}/study.sqlite3")), notes, clock)


def ids(memory: CardKeeper) -> list[str]:
    return [card.item.id for card in memory.due()]


def test_a_miss_and_a_lucky_guess_become_cards_and_a_sure_hit_does_not(memory: CardKeeper) -> None:
    assert memory.answered(single("known"), Given((0,), sure=True), RIGHT) is None
    missed = memory.answered(single("missed"), Given((1,), sure=False), WRONG)
    unsure = memory.answered(single("unsure"), Given((0,), sure=False), RIGHT)
    assert missed and missed.due == NOON + timedelta(minutes=1)
    assert unsure and unsure.due > missed.due
    assert {card.item.id for card in memory.cards.cards()} == {"missed", "unsure"}


def test_an_answer_in_a_quiz_moves_a_card_that_is_there(memory: CardKeeper, clock: Clock) -> None:
    first = memory.answered(single(), Given((1,), sure=False), WRONG)
    clock.now += timedelta(minutes=10)
    good = memory.answered(single(), Given((0,), sure=True), RIGHT)
    assert first and good and good.due == clock.now + timedelta(minutes=10) and not good.confident
    again = memory.answered(single(), Given((1,), sure=True), WRONG)
    assert again and again.due == clock.now + timedelta(minutes=1) and again.confident
    assert [review.rating for review in memory.cards.reviews()] == [None, Rating.GOOD, Rating.AGAIN]


def test_what_was_wrong_with_confidence_comes_first(memory: CardKeeper, clock: Clock) -> None:
    memory.answered(single("guessed"), Given((1,), sure=False), WRONG)
    clock.now += timedelta(minutes=1)
    memory.answered(single("certain"), Given((1,), sure=True), WRONG)
    assert ids(memory) == ["certain", "guessed"]


def test_a_card_is_due_until_it_is_remembered(memory: CardKeeper, clock: Clock) -> None:
    memory.answered(single(), Given((1,), sure=True), WRONG)
    (card,) = memory.due()
    again = memory.rate(card, Rating.AGAIN)
    assert again and ids(memory) == ["single"]
    easy = memory.rate(again, Rating.EASY)
    assert easy and not memory.due() and memory.next_due() == easy.due
    clock.now = easy.due
    assert ids(memory) == ["single"]


def test_a_rating_in_an_outdated_tab_changes_nothing(memory: CardKeeper) -> None:
    memory.answered(single(), Given((1,)), WRONG)
    (card,) = memory.due()
    first = memory.rate(card, Rating.EASY)
    assert memory.rate(card, Rating.AGAIN) == first


def test_an_overruled_answer_comes_back_or_does_not(memory: CardKeeper) -> None:
    memory.answered(single(), Given((1,), sure=True), WRONG)
    memory.overrule(single(), right=True)
    assert not memory.due() and memory.cards.reviews()[-1].right
    memory.overrule(single(), right=False)
    assert ids(memory) == ["single"] and not memory.cards.reviews()[-1].right


def test_a_flag_takes_the_card_and_the_item_away(memory: CardKeeper) -> None:
    memory.answered(single(), Given((1,)), WRONG)
    memory.flag(single(), " unclear ")
    assert not memory.due() and memory.answered(single(), Given((1,)), WRONG) is None
    assert [flagged.reason for flagged in memory.cards.flagged()] == ["unclear"]


def test_a_quote_that_moved_is_followed(memory: CardKeeper, notes: Notes) -> None:
    card = memory.answered(single(), Given((1,)), WRONG)
    assert card
    notes.now_says(f"- New at the top\n{TEXT}", start=100)
    moved = memory.looked_up(card)
    assert not moved.source_changed
    assert moved.item.citation.quote == card.item.citation.quote
    assert moved.item.citation.start == 100 + len("- New at the top\n") + card.item.citation.start - PASSAGE.start
    assert moved.item.why[0].citation.start == moved.item.citation.start


def test_a_changed_source_keeps_the_card_with_a_diff(memory: CardKeeper, notes: Notes) -> None:
    memory.answered(single(), Given((1,)), WRONG)
    notes.now_says(TEXT.replace("schema of data in S3", "schema and partitions of data"))
    (card,) = memory.changed()
    assert "-- A crawler infers the schema of data in S3" in card.diff.splitlines()
    assert "+- A crawler infers the schema and partitions of data" in card.diff.splitlines()
    assert ids(memory) == ["single"]
    new = memory.renew(card, single("new"))
    assert not new.source_changed and (new.due, new.state) == (card.due, card.state)
    assert ids(memory) == ["new"]


@pytest.mark.parametrize("gone", [lambda n: n.passages_now.clear(), lambda n: n.now_says("- Nothing like it", 20)])
def test_a_source_that_is_gone_is_all_minus(memory: CardKeeper, notes: Notes, gone: Callable[[Notes], None]) -> None:
    memory.answered(single(), Given((1,)), WRONG)
    gone(notes)
    (card,) = memory.changed()
    lines = [line for line in card.diff.splitlines() if not line.startswith(("---", "+++", "@@"))]
    assert lines and all(line.startswith("-") for line in lines)


def test_a_quiz_says_what_comes_back_when(memory: CardKeeper, clock: Clock) -> None:
    missed = memory.answered(single("a"), Given((1,)), WRONG)
    later = memory.answered(single("b"), Given((1,)), WRONG)
    assert missed and later
    later = memory.rate(later, Rating.EASY)
    assert later
    assert returning([missed, later], NOON) == "2 come back: 1 today, 1 tomorrow."
    assert returning([missed], NOON) == "1 comes back today."
    assert returning([], NOON) == "Nothing to come back to."


def test_a_card_follows_its_note_to_another_file_and_another_heading(tmp_path: Path, clock: Clock) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    text = "# Glue\n\n- **Crawler**: infers the schema of data in S3.\n- **Job**: runs Spark without a cluster.\n"
    (notes / "glue.md").write_text(text, encoding="utf-8")
    library = Library(tmp_path / "library", HashEmbedder(64), NoteReader(lambda said: len(said.split()) + 2, 128))
    library.sync([notes])
    passage = library.passages("note:glue.md")[0]
    start = passage.start + passage.text.index("**Crawler**")
    citation = Citation(1, passage, start, start + len("**Crawler**: infers the schema of data in S3."))
    memory = CardKeeper(SqlCards(open_engine(f"sqlite:///{tmp_path}/study.sqlite3")), library, clock)
    card = memory.answered(replace(single(), citation=citation), Given((1,)), WRONG)
    assert card
    (notes / "glue.md").rename(notes / "ETL, week 2.md")
    library.sync()
    moved = memory.looked_up(card)
    assert (moved.source_changed, moved.item.citation.passage.source.id) == (False, "note:ETL, week 2.md")
    (notes / "ETL, week 2.md").write_text(text.replace("# Glue", "# AWS Glue\n\n## Parts"), encoding="utf-8")
    library.sync()
    assert memory.looked_up(card).item.citation.quote == citation.quote
    library.close()
