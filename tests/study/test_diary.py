"""What the student leaves behind is there the next day; the contract suite of the `Diary` port."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from quizzes import single

from domain.conversations import Exchange
from domain.documents import Kind, Passage, Source
from domain.errors import LibraryBroken
from domain.ports import Diary
from domain.quiz import Rating, Review
from domain.replies import Answer, Citation, Question, Reason, Refusal
from quiz.review.schedule import first
from study.cards import SqlCards
from study.diary import SqlDiary
from study.sittings import SqlSittings

PASSAGE = Passage(Source("note:aws.md", Kind.NOTE, "AWS", "notes/aws.md"), 0, 13, "Glue is good.", ("Glue",))
ANSWER = Answer(Question("Is it?"), "Is Glue?", "Yes [^1].", (Citation(1, PASSAGE, 0, 12),), "extractive")
REFUSAL = Refusal(Question("Why?"), "Why Glue?", Reason.UNSUPPORTED, missing=("why",))


def test_an_exchange_comes_back_as_it_was(diary: SqlDiary) -> None:
    kept = (Exchange("Is it?", ANSWER, 0.5), Exchange("Why?", REFUSAL, 0.25))
    conversation = diary.start("Glue")
    for exchange in kept:
        diary.add(conversation.id, exchange)
    assert diary.conversation(conversation.id).exchanges == kept


def test_the_list_has_the_latest_first_and_no_exchanges(diary: SqlDiary) -> None:
    first, second = diary.start("first"), diary.start("second")
    diary.add(first.id, Exchange("Is it?", ANSWER, 0.5))
    assert [(c.title, c.exchanges) for c in diary.conversations()] == [("first", ()), ("second", ())]
    assert diary.conversations()[0].updated > second.updated
    assert diary.conversations()[0].updated.tzinfo == UTC


def test_a_conversation_is_renamed(diary: SqlDiary) -> None:
    conversation = diary.start("old")
    diary.rename(conversation.id, "new")
    assert diary.conversation(conversation.id).title == "new"


def test_a_deleted_conversation_is_gone_with_its_exchanges(diary: SqlDiary) -> None:
    gone, stays = diary.start("gone"), diary.start("stays")
    diary.add(gone.id, Exchange("Is it?", ANSWER, 0.5))
    diary.delete(gone.id)
    assert [c.id for c in diary.conversations()] == [stays.id]
    for touch in (diary.conversation, lambda i: diary.rename(i, "x"), lambda i: diary.add(i, Exchange("", ANSWER, 0))):
        with pytest.raises(KeyError):
            touch(gone.id)


def test_a_question_asked_again_moves_up_and_is_not_kept_twice(diary: SqlDiary) -> None:
    diary.note_to_do("What is Rust?", "Glue")
    diary.note_to_do("What is Go?", "")
    diary.note_to_do("what is  rust?", "Glue › DataBrew")
    assert [(t.question, t.nearest) for t in diary.to_dos()] == [
        ("what is  rust?", "Glue › DataBrew"),
        ("What is Go?", ""),
    ]


def test_a_to_do_is_struck_off(diary: SqlDiary) -> None:
    diary.note_to_do("What is Rust?", "")
    diary.done(diary.to_dos()[0].id)
    assert diary.to_dos() == []


def test_many_tabs_write_at_once_and_lose_nothing(diary: SqlDiary) -> None:
    conversation = diary.start("busy")

    def one_tab(number: int) -> None:
        diary.add(conversation.id, Exchange(str(number), ANSWER, 0.5))
        diary.note_to_do("the same", str(number))

    with ThreadPoolExecutor(8) as tabs:
        list(tabs.map(one_tab, range(24)))
    kept = {exchange.question for exchange in diary.conversation(conversation.id).exchanges}
    assert kept == {str(n) for n in range(24)}
    assert len(diary.to_dos()) == 1


def test_everything_is_there_after_a_restart(tmp_path: Path, clock: object) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/study.sqlite3"
    before = SqlDiary(url, clock)  # type: ignore[arg-type]
    conversation = before.start("Glue")
    before.add(conversation.id, Exchange("Is it?", ANSWER, 0.5))
    before.close()
    after = SqlDiary(url, clock)  # type: ignore[arg-type]
    assert after.conversation(conversation.id).exchanges[0].reply == ANSWER
    after.close()


def test_a_file_that_is_no_database_is_named_with_a_remedy(tmp_path: Path, clock: object) -> None:
    (tmp_path / "study.sqlite3").write_text("not a database " * 100)
    diary = SqlDiary(f"sqlite:///{tmp_path}/study.sqlite3", clock)  # type: ignore[arg-type]
    with pytest.raises(LibraryBroken) as caught:
        diary.conversations()
    assert "study diary" in caught.value.message and caught.value.hint


def test_it_is_a_diary(diary: SqlDiary) -> None:
    as_port: Diary = diary
    assert as_port.conversations() == []


def test_all_is_forgotten_at_once_cards_and_exams_too(diary: SqlDiary) -> None:
    diary.add(diary.start("gone").id, Exchange("Is it?", ANSWER, 0.5))
    diary.note_to_do("Why?", "")
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    cards, sittings = SqlCards(diary._engine), SqlSittings(diary._engine, lambda: noon, lambda: "one")
    item = single()
    cards.record(item, Review(item.id, noon, False), first(item, Rating.AGAIN, noon))
    cards.flag(item, "unclear", noon)
    sittings.begin("Glue", [item])
    diary.forget_all()
    assert not diary.conversations() and not diary.to_dos()
    assert not cards.cards() and not cards.reviews() and not cards.flagged() and not sittings.latest()
