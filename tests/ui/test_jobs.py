"""A stop really stops: nothing more is written, and a late answer is nobody's."""

from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from scripted import ScriptedStudy

from domain.ports import OnText, Stopped
from domain.replies import Answer, Question, Reason, Refusal, Reply
from ui.chat.exchanges import view_of
from ui.jobs import AskWork, Desk


class SlowStudy(ScriptedStudy):
    """Writes a piece, then waits to be told to go on."""

    def __init__(self, library: Path) -> None:
        super().__init__(library, synced=True)
        self.began, self.go_on, self.ended = Event(), Event(), Event()
        self.pieces = 0

    def ask(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        def slowly(text: str) -> None:
            if on_text:
                on_text(text)
            self.pieces += 1
            self.began.set()
            self.go_on.wait(10)

        try:
            return super().ask(question, slowly)
        finally:
            self.ended.set()


@pytest.fixture
def study(tmp_path: Path) -> SlowStudy:
    return SlowStudy(tmp_path)


def test_a_stop_ends_the_writing_at_its_next_piece_and_keeps_the_question(study: SlowStudy) -> None:
    desk, kept = Desk(study), study.diary.start("DataBrew")
    desk.ask(kept.id, Question("What is DataBrew cleaning?"))
    work = desk.asking[kept.id]
    assert study.began.wait(10)
    desk.stop(kept.id)
    assert not work.running and not desk.asking
    study.go_on.set()
    assert study.ended.wait(10) and study.pieces == 1
    (exchange,) = study.diary.conversation(kept.id).exchanges
    assert isinstance(exchange.reply, Refusal) and exchange.reply.reason is Reason.STOPPED
    assert exchange.question == "What is DataBrew cleaning?"


class VerifyingStudy(SlowStudy):
    """Keeps what was said when it is stopped, as an answerer with a language model does."""

    def ask(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        said = ScriptedStudy.ask(self, question)
        assert isinstance(said, Answer) and on_text
        on_text(said.text)
        self.began.set()
        try:
            for _ in range(1000):
                self.go_on.wait(0.01)
                on_text("")
        except Stopped:
            return replace(said, stopped=True)
        return said


def test_what_was_said_and_verified_before_a_stop_is_kept_and_told_as_stopped(tmp_path: Path) -> None:
    study = VerifyingStudy(tmp_path)
    desk, kept = Desk(study), study.diary.start("DataBrew")
    desk.ask(kept.id, Question("What is DataBrew cleaning?"))
    assert study.began.wait(10)
    desk.stop(kept.id)
    (exchange,) = study.diary.conversation(kept.id).exchanges
    assert isinstance(exchange.reply, Answer) and exchange.reply.stopped
    assert view_of(exchange).notes[0] == "You stopped it here"


def test_the_first_word_is_heard_of_at_once(study: SlowStudy) -> None:
    work = AskWork(study, study.diary.start("DataBrew").id, Question("What is DataBrew cleaning?"))
    work.wait_for_a_word(0.01)
    assert not work.text
    work.start("ask")
    work.wait_for_a_word(10)
    assert work.text and work.running
    study.go_on.set()


def test_after_a_stop_the_question_can_be_asked_again_at_once(study: SlowStudy) -> None:
    desk, kept = Desk(study), study.diary.start("DataBrew")
    desk.ask(kept.id, Question("What is DataBrew cleaning?"))
    assert study.began.wait(10)
    desk.stop(kept.id)
    desk.ask(kept.id, Question("What is DataBrew cleaning?"))
    study.go_on.set()
    assert desk.asking[kept.id].wait(10)
    stopped, answered = study.diary.conversation(kept.id).exchanges
    assert isinstance(stopped.reply, Refusal) and isinstance(answered.reply, Answer)


def test_a_stop_that_comes_too_late_changes_nothing(tmp_path: Path) -> None:
    study = ScriptedStudy(tmp_path, synced=True)
    kept = study.diary.start("DataBrew")
    work = AskWork(study, kept.id, Question("What is DataBrew cleaning?"))
    work.start("ask")
    assert work.wait(10)
    work.stop()
    (exchange,) = study.diary.conversation(kept.id).exchanges
    assert isinstance(exchange.reply, Answer)


def test_a_stop_in_a_deleted_conversation_is_quiet(study: SlowStudy) -> None:
    desk, kept = Desk(study), study.diary.start("DataBrew")
    desk.ask(kept.id, Question("What is DataBrew cleaning?"))
    assert study.began.wait(10)
    study.diary.delete(kept.id)
    desk.stop(kept.id)
    study.go_on.set()
    assert study.ended.wait(10)
    assert study.diary.conversations() == []
