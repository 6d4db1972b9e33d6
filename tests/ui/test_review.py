"""Reviews as a student meets them, without a browser."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import scripted
from drawn import App, kept, keys, lit, option, press, to_page, view, wished
from quizzes import SCHEMA as GONE
from scripted_notes import NOTES

from ui import jobs as work

pytestmark = pytest.mark.slow  # each test draws whole pages


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the bullet on DataBrew other words, as a sync of changed notes would."""

    def change(words: str) -> None:
        old = "DataBrew is a visual tool for cleaning data, without any code"
        monkeypatch.setitem(NOTES, "glue", NOTES["glue"].replace(old, words))
        library = Path(os.environ["FOOTNOTE_LIBRARY"])
        for desk in work._desks.values():
            if isinstance(desk.study, scripted.ScriptedStudy) and desk.study.library == library:
                desk.study._fill()

    return change


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
