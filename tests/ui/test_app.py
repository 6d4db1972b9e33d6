"""The app as a student meets it, without a browser."""

import os
from pathlib import Path

import pytest
from drawn import App, views
from scripted import ScriptedStudy
from streamlit.testing.v1 import AppTest

from domain.conversations import Exchange
from domain.replies import Question, Reason, Refusal

pytestmark = pytest.mark.slow  # each test draws whole pages


def ask(app: AppTest, question: str) -> AppTest:
    return app.chat_input[0].set_value(question).run()


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def library() -> Path:
    return Path(os.environ["FOOTNOTE_LIBRARY"])


def test_the_first_start_reads_the_notes_and_then_greets(app: App) -> None:
    page = app()
    assert not page.exception
    assert page.title[0].value == "Ask your notes"
    assert "I have read 3 notes" in page.markdown[0].value
    assert {"What is DataBrew?", "How is Athena billed?"} <= {label.replace("\\", "") for label in buttons(page)}
    assert not ScriptedStudy(library()).is_empty()


def test_an_answer_comes_with_its_evidence(app: App) -> None:
    page = ask(app(), "What is DataBrew cleaning?")
    assert not page.exception
    (view,) = views(page)
    (footnote,) = view["footnotes"]
    assert view["question"] == "What is DataBrew cleaning?"
    assert "<button" in view["html"]
    assert footnote["trail"] == ["AWS Glue", "DataBrew"]
    lit = [piece["text"] for line in footnote["lines"] for piece in line["pieces"] if piece["lit"]]
    assert "".join(lit) == footnote["gist"] == "DataBrew is a visual tool for cleaning data, without any code"
    assert footnote["where"] == "glue.md, line 11"
    assert view["notes"][0] == "Answered from your notes by: extractive"
    assert "[^1]: “DataBrew is a visual tool" in view["markdown"]


def test_a_suggestion_is_asked_at_a_click(app: App) -> None:
    page = app()
    page = page.button(key="suggestion-0").click().run()
    assert [view["question"] for view in views(page)] == ["What is DataBrew?"]


def test_a_refusal_shows_what_comes_closest_and_becomes_a_to_do(app: App) -> None:
    page = ask(app(), "Who wrote Rust?")
    (view,) = views(page)
    assert "do not answer it" in view["html"] and "“rust” or “borrow checker”" in view["html"]
    assert (view["cards_title"], len(view["cards"])) == ("What comes closest", 2)
    assert view["notes"][0] == "Kept as a study to-do"
    assert not page.error
    (to_do,) = ScriptedStudy(library()).diary.to_dos()
    page.button(key=f"done-{to_do.id}").click().run()
    assert ScriptedStudy(library()).diary.to_dos() == []


def test_an_error_is_told_with_its_hint_and_can_be_tried_again(app: App) -> None:
    page = ask(app(), "broken")
    assert not page.exception
    assert "The model is not there" in page.error[0].value and "Run doctor" in page.error[0].value.replace("\\", "")
    assert "Ask again" in buttons(page)


def test_a_follow_up_is_asked_with_what_was_said_before(app: App) -> None:
    page = ask(ask(app(), "What is DataBrew cleaning?"), "And Athena service?")
    assert len(views(page)) == 2
    (conversation,) = ScriptedStudy(library()).diary.conversations()
    first, second = ScriptedStudy(library()).diary.conversation(conversation.id).exchanges
    said = [(turn.speaker, "[^" in turn.text) for turn in second.reply.question.history]
    assert said == [("student", False), ("tutor", False)]
    assert first.seconds >= 0


def test_conversations_are_there_the_next_day(app: App) -> None:
    ask(app(), "What is DataBrew cleaning?")
    page = app()
    assert page.title[0].value == "Ask your notes"
    (kept,) = ScriptedStudy(library()).diary.conversations()
    page = page.button(key=f"open-{kept.id}").click().run()
    assert [view["question"] for view in views(page)] == ["What is DataBrew cleaning?"]
    page = page.button(key="new").click().run()
    assert views(page) == []


def test_a_conversation_is_renamed(app: App) -> None:
    page = ask(app(), "What is DataBrew cleaning?")
    (kept,) = ScriptedStudy(library()).diary.conversations()
    page = page.menu_button[0].click("Rename").run()
    page.text_input(key="rename-title").set_value("Glue day")
    page = press(page, "Save")
    assert ScriptedStudy(library()).diary.conversation(kept.id).title == "Glue day"
    assert page.title[0].value == "Glue day"


def test_a_conversation_is_deleted_only_after_a_second_look(app: App) -> None:
    page = ask(app(), "What is DataBrew cleaning?")
    page = page.menu_button[0].click("Delete").run()
    assert len(ScriptedStudy(library()).diary.conversations()) == 1
    page = page.button(key="delete-yes").click().run()
    assert ScriptedStudy(library()).diary.conversations() == []
    assert page.title[0].value == "Ask your notes"


def test_a_scope_keeps_the_answer_inside_a_source(app: App) -> None:
    page = app()
    page.multiselect(key="scope-sources").set_value(["note:athena.md"])
    page = ask(page.run(), "Which service is serverless?")
    (view,) = views(page)
    assert {footnote["source"] for footnote in view["footnotes"]} == {"Athena"}


def test_a_scope_keeps_the_answer_inside_a_section(app: App) -> None:
    page = app()
    assert page.selectbox(key="scope-section").options == ["Queries", "Glue", "DataBrew", "Data Streams"]
    page.selectbox(key="scope-section").set_value("Glue")
    (view,) = views(ask(page.run(), "Which service is serverless?"))
    assert [footnote["trail"] for footnote in view["footnotes"]] == [["AWS Glue", "Glue"]]


def test_a_scope_is_kept_and_cleared(app: App) -> None:
    page = app()
    page = page.selectbox(key="scope-section").set_value("Glue").run()
    assert page.selectbox(key="scope-section").value == "Glue"
    page = page.button(key="scope-clear").click().run()
    assert page.selectbox(key="scope-section").value is None
    assert not page.warning and not page.exception


def test_a_long_conversation_opens_at_its_end(app: App) -> None:
    diary = (study := ScriptedStudy(library(), synced=True)).diary
    study.sync()
    page = ask(app(), "What is DataBrew cleaning?")
    (kept,) = diary.conversations()
    (exchange,) = diary.conversation(kept.id).exchanges
    for _ in range(30):
        diary.add(kept.id, exchange)
    page = page.run()
    assert len(views(page)) == 20
    page = press(page, "Show earlier (11)")
    assert len(views(page)) == 31


def test_a_sync_says_what_it_did(app: App) -> None:
    page = app()
    page = page.button(key="sync-now").click().run()
    assert "Up to date" in page.caption[-1].value


def test_notes_that_are_not_there_are_named_and_can_be_tried_again(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_TEST_BROKEN", "no notes")
    page = app()
    assert "There is no folder notes" in page.error[0].value
    assert buttons(page) == ["Try again"]


def test_an_outdated_library_is_read_anew_at_a_click(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    ScriptedStudy(library()).sync()
    monkeypatch.setenv("FOOTNOTE_TEST_BROKEN", "outdated")
    page = app()
    assert "made by another version" in page.error[0].value
    page = press(page, "Read everything again")
    assert not page.exception and not page.error
    assert page.title[0].value == "Ask your notes"


def test_a_text_from_outside_is_never_read_as_markdown(app: App) -> None:
    page = ask(app(), "![x](https://evil.example/x.png) Rust <b>")
    assert not page.exception
    assert all("![" not in button.label for button in page.button)


def test_follow_ups_are_offered_after_an_answer_and_asked_at_a_click(app: App) -> None:
    page = ask(app(), "What is DataBrew?")
    offered: list[str] = []
    while not offered:  # they come once the answer was drawn
        page = page.run()
        offered = [b.label.replace("\\", "") for b in page.button if (b.key or "").startswith("follow-up-")]
    assert offered == ["How is Athena billed?", "How long does Kinesis keep records?"]
    page = page.button(key="follow-up-0").click().run()
    assert [view["question"] for view in views(page)] == ["What is DataBrew?", "How is Athena billed?"]


def test_a_refusal_offers_no_follow_ups(app: App) -> None:
    page = ask(app(), "Who wrote Rust?")
    assert not [button for button in page.button if (button.key or "").startswith("follow-up-")]


def test_a_stopped_question_stays_and_is_asked_again_at_a_click(app: App) -> None:
    page = app()
    diary = ScriptedStudy(library()).diary
    kept = diary.start("What is DataBrew?")
    question = Question("What is DataBrew?")
    diary.add(kept.id, Exchange(question.text, Refusal(question, question.text, Reason.STOPPED), 1.0))
    page = page.run().button(key=f"open-{kept.id}").click().run()
    (view,) = views(page)
    assert "Stopped before it was answered" in view["html"] and view["notes"][0] == "You stopped it"
    page = page.button(key="ask-again").click().run()
    assert [bool(view["footnotes"]) for view in views(page)] == [False, True]
