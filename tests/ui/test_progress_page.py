"""Progress as a student meets it, without a browser."""

from datetime import UTC, datetime

import pytest
from drawn import App, kept, option, press, to_page, wished

from domain.quiz import Review
from quiz.review.statistics import TopicRetention
from ui.progress.words import retention_words

pytestmark = pytest.mark.slow  # each test draws whole pages


def test_what_is_remembered_is_said_in_words() -> None:
    assert retention_words([TopicRetention("Salting*", 0.25, 4)]) == ["Salting\\*: 25% of 4 likely remembered today"]


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
