"""Quizzes, reviews, exams and progress as a student meets them, without a browser."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import scripted
from quizzes import SCHEMA as GONE
from streamlit.testing.v1 import AppTest

from domain.memory import Response, Sitting
from domain.quiz import Given, Review
from quiz.progress import Topic
from study.cards import SqlCards
from study.engine import open_engine
from study.sittings import SqlSittings
from ui import work
from ui.progress.words import retention_words

pytestmark = pytest.mark.slow  # each test draws whole pages

App = Callable[[], AppTest]


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> App:
    """Starts the app over a library of its own; called again, it is another tab or another day."""
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path / "library"))
    return lambda: AppTest.from_file(str(Path(__file__).parent / "scripted_app.py"), default_timeout=20).run()


def url() -> str:
    return f"sqlite:///{os.environ['FOOTNOTE_LIBRARY']}/study.sqlite3"


def kept() -> SqlCards:
    return SqlCards(open_engine(url()))


def sittings(now: datetime | None = None) -> SqlSittings:
    return SqlSittings(open_engine(url()), lambda: now or datetime.now(UTC), lambda: "made")


def press(page: AppTest, key: str) -> AppTest:
    return page.button(key=key).click().run()


def keys(page: AppTest) -> list[str]:
    return [str(button.key) for button in page.button]


def option(page: AppTest, n: int) -> AppTest:
    return press(page, next(key for key in keys(page) if key.startswith("option-") and key.endswith(f"-{n}")))


def views(page: AppTest) -> list[dict[str, Any]]:
    """What the citation component was given: of an answered item the verdict, then the reasons."""
    return [json.loads(node.proto.mixed.json or node.proto.json) for node in page.get("bidi_component")]


def view(page: AppTest) -> dict[str, Any]:
    return views(page)[0]


def wished(page: AppTest, words: str) -> AppTest:
    """The page after a wish in the chat."""
    page = page.chat_input[0].set_value(words).run()
    assert not page.exception
    return page


def lit(card: dict[str, Any]) -> str:
    return "".join(piece["text"] for line in card["lines"] for piece in line["pieces"] if piece["lit"])


def test_a_wish_in_the_chat_starts_a_quiz(app: App) -> None:
    page = wished(app(), "quiz me on DataBrew, 5 questions")
    assert page.header[0].value == "Which of these is a visual tool for cleaning data?"
    options = [b.label for b in page.button if str(b.key).startswith("option-")]
    assert options == ["**A** Crawlers", "**B** DataBrew", "**C** Athena", "**D** A shard"]


def test_a_miss_shows_its_passage_lit_and_comes_back_in_the_review(app: App) -> None:
    page = option(wished(app(), "quiz me on DataBrew, 1 question"), 2)
    page = press(page, "sure-True")
    shown, reasons = views(page)
    assert "Not this one.</strong> The answer is: B. DataBrew" in shown["html"]
    assert lit(shown["cards"][0]) == "DataBrew is a visual tool for cleaning data, without any code"
    assert len(reasons["footnotes"]) == 4 and "(your answer)" in reasons["html"]
    assert shown["notes"] == ["Comes back in 1 minute"]
    page = press(page, "next")
    assert page.title[0].value == "0 of 1 right"
    assert "1 comes back today." in [m.value for m in page.markdown]
    assert any("you were sure" in c.value for c in page.caption)
    (card,) = kept().cards()
    assert card.confident and card.item.id == "s-databrew"


def test_a_sure_hit_needs_no_card_and_a_guess_does(app: App) -> None:
    page = option(wished(app(), "quiz me on DataBrew, 1 question"), 1)
    page = press(page, "sure-False")
    assert "Right." in view(page)["html"] and kept().cards()
    page = option(wished(app(), "quiz me on Glue, 1 question"), 0)
    page = press(page, "sure-True")
    assert view(page)["notes"] == ["Known: it does not come back"]


def test_nothing_is_answered_before_something_is_chosen(app: App) -> None:
    page = wished(app(), "quiz me on DataBrew, 1 question")
    assert page.button(key="sure-True").disabled
    page = press(page, "skip")
    assert "Nothing was chosen." in view(page)["html"]


def test_a_quiz_tells_at_the_end_when_that_is_wished(app: App) -> None:
    page = on_quiz(app)
    page.text_input(key="quiz-topic").set_value("Glue")
    page.checkbox(key="quiz-end").check()
    page = next(b for b in page.button if b.label == "Begin").click().run()
    page = press(option(page, 3), "sure-True")
    assert page.header[0].value.startswith("Which of these belong to AWS Glue?")
    page = press(option(option(page, 0), 1), "sure-True")
    assert page.title[0].value == "1 of 2 right"
    page = press(page, "look")
    assert "Not this one." in view(page)["html"]


def test_words_are_graded_leniently_and_can_be_overruled(app: App) -> None:
    page = wished(app(), "quiz me on Kinesis")
    page.text_input[0].set_value("2000")
    page = next(b for b in page.button if b.label == "I am sure").click().run()
    assert "The number is another one." in view(page)["html"] and "The answer is: 1,000" in view(page)["html"]
    page = press(page, "overrule")
    assert "You counted it as right." in view(page)["html"] and kept().cards() == []
    page = press(page, "overrule")
    assert "You counted it as wrong." in view(page)["html"] and len(kept().cards()) == 1


def test_a_matching_needs_every_pair(app: App) -> None:
    page = wished(app(), "quiz me on Athena")
    page = press(option(page, 0), "sure-True")
    page = press(page, "next")
    assert page.button(key="sure-True").disabled
    for n, value in enumerate((2, 1)):
        page = page.selectbox[n].set_value(value).run()
    page = press(page, "sure-True")
    assert "Right." in view(page)["html"]


def test_a_flagged_item_never_comes_back_and_can_be_let_back(app: App) -> None:
    page = press(wished(app(), "quiz me on DataBrew, 1 question"), "skip")
    page.radio[0].set_value("The question is unclear")
    page = press(page, "flag-yes")
    assert [found.reason for found in kept().flagged()] == ["The question is unclear"] and not kept().cards()
    page = press(page, "unflag")
    assert kept().flagged() == []


def test_a_quiz_survives_a_reload(app: App) -> None:
    page = press(option(wished(app(), "quiz me on Glue, 2 questions"), 0), "sure-True")
    assert page.query_params["s"] == sittings().latest()[0].id
    again = on_quiz(app, sittings().latest()[0])
    assert again.header[0].value.startswith("Which of these belong to AWS Glue?")
    assert sittings().sitting(sittings().latest()[0].id).responses[0].given == Given((0,), sure=True)


def test_a_topic_that_the_notes_do_not_know_is_told(app: App) -> None:
    page = wished(app(), "quiz me on Rust")
    assert page.title[0].value == "Quiz"
    assert "know nothing about Rust" in page.error[0].value


def test_why_b_is_wrong_is_answered_from_the_evidence(app: App) -> None:
    page = press(option(wished(app(), "quiz me on DataBrew, 1 question"), 2), "sure-True")
    other = app()
    page = wished(other, "why is C wrong?")
    shown = view(page)
    assert "Athena" in shown["html"] and "is not the answer" in shown["html"]
    assert [lit(card) for card in shown["footnotes"]] == [
        "Athena is a serverless query service over data in S3.",
        "DataBrew is a visual tool for cleaning data, without any code",
    ]


def test_an_answer_offers_a_quiz_on_what_it_cites(app: App) -> None:
    page = app().chat_input[0].set_value("What is DataBrew cleaning?").run()
    page = press(page, "quiz-me")
    assert "visual tool" in page.header[0].value


def exam_begun(now: datetime | None = None) -> Sitting:
    items = scripted.ScriptedStudy(Path(os.environ["FOOTNOTE_LIBRARY"]), synced=True).exam(0)
    return sittings(now).begin("Mock exam", items, 12)


def on_quiz(app: App, sitting: Sitting | None = None) -> AppTest:
    """The Quiz page, as after a reload with a sitting in the address."""
    page = app()
    if sitting:
        page.query_params["s"] = sitting.id
    return to_page(page, "quiz")


def test_an_exam_goes_on_where_it_was_left(app: App) -> None:
    app()
    sitting = exam_begun()
    page = option(on_quiz(app, sitting), 1)
    page = press(page, "mark")
    page = press(page, "next")
    again = on_quiz(app, sitting)
    assert next(b for b in again.button if str(b.key).endswith("-0-1")).proto.type == "primary"
    assert "1 answered, 1 to return to" in [g.label for g in again.button_group]
    assert again.button(key="mark").label == "Marked to return to"
    assert kept().reviews() == [], "nothing is graded before the end"


def test_an_exam_ends_when_its_time_is_up_and_is_judged_once(app: App) -> None:
    app()
    sitting = exam_begun(datetime.now(UTC) - timedelta(minutes=13))
    sittings().respond(sitting.id, 0, Response(Given((2,))))
    page = on_quiz(app, sitting)
    assert page.title[0].value == "0 of 3 right"
    assert any("between 0%" in m.value for m in page.markdown)
    on_quiz(app, sitting)
    assert [review.item_id for review in kept().reviews()] == ["s-databrew"] and len(kept().cards()) == 1


def test_an_exam_is_handed_in(app: App) -> None:
    app()
    page = press(on_quiz(app, exam_begun()), "hand-in")
    assert any("3 questions are not answered yet" in m.value for m in page.markdown)
    page = press(page, "hand-in-yes")
    assert page.title[0].value == "0 of 3 right"


def test_the_quiz_page_offers_what_there_is(app: App) -> None:
    page = press(option(wished(app(), "quiz me on DataBrew, 2 questions"), 2), "sure-True")
    page = on_quiz(app)
    assert page.title[0].value == "Quiz"
    assert {"weak", "exam"} <= set(keys(page)) and any(key.startswith("resume-") for key in keys(page))
    page = press(page, "weak")
    assert page.header[0].value == "Which of these is a visual tool for cleaning data?"
    page = press(on_quiz(app), "exam")
    assert any("Question 1 of 3" in m.value for m in page.markdown)


def to_page(page: AppTest, name: str) -> AppTest:
    """Another page of the navigation."""
    page._page_hash = next(key for key, p in page._registered_pages.items() if p.get("url_pathname") == name)
    page = page.run()
    assert not page.exception
    return page


def test_reviews_show_four_dates_and_move_the_card(app: App) -> None:
    page = press(option(wished(app(), "quiz me on DataBrew, 1 question"), 2), "sure-True")
    page = to_page(app(), "review")
    assert page.header[0].value == "Which of these is a visual tool for cleaning data?"
    page = press(page, "show")
    labels = [b.label for b in page.button if str(b.key).startswith("rate-")]
    assert [label.partition(" · ")[0] for label in labels] == ["Again", "Hard", "Good", "Easy"]
    assert labels[0].endswith("1 min") and labels[-1].endswith("1 d")
    assert lit(view(page)["cards"][0]).startswith("DataBrew is a visual tool")
    page = press(page, "rate-4")
    assert page.title[0].value == "Nothing is due"
    assert any("tomorrow" in m.value for m in page.markdown)
    assert [review.rating for review in kept().reviews()] == [None, 4]


def test_a_card_asks_before_it_tells(app: App) -> None:
    page = press(option(wished(app(), "quiz me on DataBrew, 1 question"), 2), "sure-True")
    page = to_page(app(), "review")
    assert {"check", "show"} <= set(keys(page)) and not any(key.startswith("rate-") for key in keys(page))
    page = press(option(page, 2), "check")
    primary = [b.label for b in page.button if str(b.key).startswith("rate-") and b.proto.type == "primary"]
    assert len(primary) == 1 and primary[0].startswith("Again"), "a miss speaks for again"
    assert "Not this one." in view(page)["html"]


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the bullet on DataBrew other words, as a sync of changed notes would."""

    def change(words: str) -> None:
        old = "DataBrew is a visual tool for cleaning data, without any code"
        monkeypatch.setitem(scripted.NOTES, "glue", scripted.NOTES["glue"].replace(old, words))
        library = Path(os.environ["FOOTNOTE_LIBRARY"])
        for desk in work._desks.values():
            if isinstance(desk.study, scripted.ScriptedStudy) and desk.study.library == library:
                desk.study._fill()

    return change


def test_a_card_whose_source_changed_is_shown_with_the_diff_and_renewed(
    app: App, changed: Callable[[str], None]
) -> None:
    press(option(wished(app(), "quiz me on DataBrew, 1 question"), 2), "sure-True")
    (old,) = kept().cards()
    changed("DataBrew is by now a visual tool for cleaning data")
    page = press(to_page(app(), "review"), "show")
    assert page.code[0].language == "diff"
    assert "+- DataBrew is by now a visual tool for cleaning data" in page.code[0].value.splitlines()
    assert lit(view(page)["cards"][0]) == old.item.citation.quote, "the card itself is kept"
    page = press(page, "renew")
    (new,) = kept().cards()
    assert (new.item.id, new.due, new.state) == ("s-databrew-new", old.due, old.state)
    assert not page.code


def test_a_card_without_a_successor_can_be_dropped(app: App, changed: Callable[[str], None]) -> None:
    press(option(wished(app(), "quiz me on Glue, 1 question"), 2), "sure-True")
    (old,) = kept().cards()
    kept().renew(old, replace(old, item=replace(old.item, citation=GONE)))
    page = press(press(to_page(app(), "review"), "show"), "renew")
    assert "no such question" in page.info[0].value
    page = press(page, "drop")
    assert page.title[0].value == "Nothing is due" and kept().cards() == []


def test_what_is_remembered_is_said_in_words() -> None:
    assert retention_words([Topic("Salting*", 0.25, 4)]) == ["Salting\\*: 25% of 4 likely remembered today"]


def test_the_first_day_says_how_to_begin(app: App) -> None:
    page = to_page(app(), "review")
    assert page.title[0].value == "Nothing is due"
    page = to_page(app(), "progress")
    assert "Nothing is answered yet" in page.markdown[0].value
    assert any("Nothing in your notes on task 1.2" in m.value for m in page.markdown)


def test_progress_has_its_charts_and_its_to_dos(app: App) -> None:
    page = press(option(wished(app(), "quiz me on DataBrew, 1 question"), 2), "sure-True")
    kept().flag(kept().items()[0], "unclear", datetime.now(UTC))
    kept().record(kept().items()[0], Review("s-databrew", datetime.now(UTC), True, sure=False))
    page = to_page(app(), "progress")
    assert not page.exception
    assert [m.label for m in page.metric] == ["Days in a row", "Answers given", "Known", "Due today"]
    assert len(page.get("vega_lite_chart")) + len(page.get("arrow_vega_lite_chart")) >= 2
    said = [m.value for m in page.markdown]
    assert "When you were sure: 0 of 1 right." in said
    assert "- DataBrew: 0% of 1 likely remembered today" in said, "what a chart shows is said in words, too"
    page = press(page, "unflag-s-databrew")
    assert kept().flagged() == []
