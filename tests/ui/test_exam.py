"""Mock exams and the Quiz page as a student meets them, without a browser."""

from datetime import UTC, datetime, timedelta

import pytest
from drawn import App, exam_begun, kept, keys, on_quiz, option, press, sittings, wished

from domain.memory import Response
from domain.quiz import Given

pytestmark = pytest.mark.slow  # each test draws whole pages


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
