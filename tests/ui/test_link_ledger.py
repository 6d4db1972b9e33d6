"""The ledger of links on the Library page, without a browser."""

import json
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from scripted import ScriptedStudy
from scripted_links import GUIDE, LIMITS
from streamlit.testing.v1 import AppTest

from domain.linked import Agreement, Check, LedgerEntry, LinkState, Place
from ui import jobs as work
from ui.ledger.compared import compared
from ui.ledger.rows import groups

pytestmark = pytest.mark.slow  # each test draws whole pages

Opened = Callable[[], AppTest]
LISTED, FAILED, GONE, REMOVED = (f"https://example.org/{name}" for name in ("listed", "failed", "gone", "removed"))


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens the Library page of a ledger that holds every state; called again, it is another tab."""
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path))
    monkeypatch.setenv("FOOTNOTE_TEST_LINKS", "every")
    (tmp_path / "synced").touch()
    return opened


def opened() -> AppTest:
    app = AppTest.from_file(str(Path(__file__).parent / "scripted_app.py"), default_timeout=20).run()
    pages = app._registered_pages
    app._page_hash = next(key for key, page in pages.items() if page.get("url_pathname") == "library")
    return app.run()


def study_of(tmp_path: Path) -> ScriptedStudy:
    """The study partner that the app talks to."""
    studies = [desk.study for desk in work._desks.values() if isinstance(desk.study, ScriptedStudy)]
    return next(study for study in studies if study.library == tmp_path)


def turn_to(app: AppTest, view: str) -> AppTest:
    app = app.segmented_control(key="library-view").set_value(view).run()
    assert not app.exception
    return app


def ledger(app: AppTest) -> dict[str, Any]:
    """What the ledger's component was given."""
    (node,) = app.get("bidi_component")
    drawn: dict[str, Any] = json.loads(node.proto.mixed.json or node.proto.json)
    return drawn


def rows(app: AppTest) -> dict[str, dict[str, Any]]:
    return {row["url"]: row for group in ledger(app)["groups"] for row in group["rows"]}


def options(app: AppTest, url: str) -> AppTest:
    """Presses the options of a link, as the component does."""
    (node,) = app.get("bidi_component")
    states = app._tree.get_widget_states()
    pressed = json.dumps([{"event": "chosen", "value": url}])
    states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{node.proto.id}__events", json_trigger_value=pressed)
    app = app._run(states)
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    texts = [*app.markdown, *app.caption, *app.info, *app.error]
    return " ".join(str(element.value) for element in texts).replace("\\", "")


def test_notes_without_links_have_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path))
    (tmp_path / "synced").touch()
    page = opened()
    assert not page.exception and page.title[0].value == "Library"
    assert not page.segmented_control and "follow" not in [button.key for button in page.button]


def test_the_states_are_counted_and_it_is_said_who_is_asked(library: Opened) -> None:
    words = said(library())
    assert "Your notes hold 12 links to pages: 3 read, 6 need attention, 1 not read yet, 2 paused or removed." in words
    assert "Pages are fetched from the 2 sites that your notes link to; nothing else leaves this computer." in words


def test_the_links_stand_under_their_notes_in_order_of_line(library: Opened) -> None:
    groups = ledger(turn_to(library(), "Links"))["groups"]
    assert [group["title"] for group in groups] == ["Athena", "AWS Glue", "Kinesis"]
    lines = [row["line"] for row in groups[1]["rows"]]
    assert lines == sorted(lines) and len(lines) == 11
    assert groups[0]["rows"][0]["words"] == "docs.aws.amazon.com/databrew"  # "*" says nothing
    assert groups[1]["counted"] == "2 read, 6 need attention, 1 not read yet, 2 paused or removed"


def test_a_link_tells_its_state_its_reason_and_what_it_holds(library: Opened) -> None:
    found = rows(turn_to(library(), "Links"))
    assert {row["state"] for row in found.values()} >= {"Read", "Not read yet", "Needs a login", "Gone", "Paused"}
    assert len({row["state"] for row in found.values()}) == len(LinkState)
    guide, gone = found[GUIDE], found[GONE]
    assert guide["held"] == "1 page, 1 passage, 12 more pages left out"
    assert (guide["place"], guide["opens"]) == ("read?source=note%3Aglue.md&line=12", GUIDE)
    assert guide["tried"].startswith("2026-03-12T14:05") and not found[LISTED]["tried"]
    assert gone["why"] == "The site says 404: there is no such page. Look for where it has moved."
    assert "example.org/redirected → example.org/elsewhere" in [row["address"] for row in found.values()]


@pytest.mark.parametrize(
    ("group", "count"), [("Need attention", 6), ("Read", 3), ("Not read yet", 1), ("Paused or removed", 2)]
)
def test_the_ledger_is_filtered_by_state(library: Opened, group: str, count: int) -> None:
    page = turn_to(library(), "Links").pills(key="ledger-group").set_value(group).run()
    assert len(rows(page)) == count


def test_the_ledger_is_filtered_by_words(library: Opened) -> None:
    page = turn_to(library(), "Links").text_input(key="ledger-filter").set_value("KINESIS").run()
    assert list(rows(page)) == [LIMITS]
    page = page.text_input(key="ledger-filter").set_value("nowhere").run()
    assert "No link of your notes is like that." in said(page)


def test_a_button_reads_the_linked_pages_and_says_what_it_did(library: Opened, tmp_path: Path) -> None:
    page = library().button(key="follow").click().run()
    assert not page.exception
    assert "Up to date: 1 new. Links: 4 read, 6 need attention, 2 paused or removed." in said(page)
    assert study_of(tmp_path).asked == [((), False)]
    assert "Up to date: 1 new. Links: 4 read" in said(library())  # in another tab, too


def test_one_link_is_tried_again_alone(library: Opened, tmp_path: Path) -> None:
    page = options(turn_to(library(), "Links"), FAILED)
    assert "Could not be read. The site took more than 30 seconds. Try again later." in said(page)
    page = page.button(key="link-again").click().run()
    assert study_of(tmp_path).asked == [((FAILED,), True)]
    assert rows(page)[FAILED]["state"] == "Read"


def test_a_link_is_paused_and_followed_again(library: Opened, tmp_path: Path) -> None:
    page = options(turn_to(library(), "Links"), GUIDE).button(key="link-pause").click().run()
    assert rows(page)[GUIDE]["state"] == "Paused"
    page = options(page, GUIDE).button(key="link-resume").click().run()
    assert rows(page)[GUIDE]["state"] == "Not read yet"


def test_a_link_is_removed_only_after_a_second_look(library: Opened, tmp_path: Path) -> None:
    page = options(turn_to(library(), "Links"), GUIDE).button(key="link-remove").click().run()
    assert "Your note stays as it is" in said(page)
    assert study_of(tmp_path).ledger[GUIDE].state is LinkState.FETCHED
    page = page.button(key="link-remove-yes").click().run()
    assert rows(page)[GUIDE]["state"] == "Removed"
    assert "Up to date: 1 removed." in said(page)


def test_a_removal_can_be_thought_better_of(library: Opened, tmp_path: Path) -> None:
    page = options(turn_to(library(), "Links"), GUIDE).button(key="link-remove").click().run()
    page = page.button(key="link-remove-no").click().run()
    assert "link-remove-yes" not in [button.key for button in page.button]
    assert study_of(tmp_path).ledger[GUIDE].state is LinkState.FETCHED


def test_a_saved_file_is_read_in_place_of_a_page(library: Opened, tmp_path: Path) -> None:
    page = options(turn_to(library(), "Links"), FAILED)
    page.file_uploader(key="link-file").set_value(("saved <i>.html", b"<p>words</p>", "text/html"))
    page = page.run().button(key="link-file-use").click().run()
    assert study_of(tmp_path).saved == {FAILED: ("saved <i>.html", b"<p>words</p>")}
    assert rows(page)[FAILED]["state"] == "Read from your file saved <i>.html"


def test_a_library_that_is_busy_elsewhere_is_told_plainly(
    library: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_TEST_BROKEN", "busy")
    page = options(turn_to(library(), "Links"), GUIDE).button(key="link-pause").click().run()
    assert "Another window is changing the library." in page.error[0].value.replace("\\", "")
    assert study_of(tmp_path).ledger[GUIDE].state is LinkState.FETCHED


def test_what_changed_is_told_line_by_line(library: Opened) -> None:
    (change,) = ledger(turn_to(library(), "Changed"))["changes"]
    assert change["title"] == "docs.aws.amazon.com/streams/limits.html"
    assert change["summary"] == "1 line added, 1 removed"
    assert [line["sign"] for line in change["lines"]] == ["same", "removed", "added", "gap", "same"]
    assert change["lines"][2]["text"] == "A shard takes 2 MB a second, <b>on demand</b>."


def test_notes_are_compared_with_pages_only_when_asked_for_and_once(library: Opened, tmp_path: Path) -> None:
    page = library()
    assert study_of(tmp_path).checked == 0
    page = turn_to(page, "Notes and pages")
    assert "1 differs, 1 not found there, 1 agrees." in said(page)
    differs, missing, agrees = ledger(page)["checks"]
    assert [check["verdict"] for check in (differs, missing, agrees)] == [
        "The page gives “1 MB” otherwise",
        "Not found on the page",
        "The page agrees",
    ]
    assert [piece["text"] for piece in differs["statement"] if piece["lit"]] == ["1 MB"]
    assert differs["evidence"]["gist"] == "Each shard supports up to 2 MB per second."
    assert missing["evidence"] is None and differs["place"] == "read?source=note%3Akinesis.md&line=5"
    page = page.pills(key="ledger-verdict").set_value("Agree").run()
    assert len(ledger(page)["checks"]) == 1
    turn_to(library(), "Notes and pages")
    assert study_of(tmp_path).checked == 1


def test_a_comparison_that_takes_long_says_so_and_leaves_the_page_free(
    library: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = library()
    study_of(tmp_path).wait = 0.1  # two seconds for all
    page = turn_to(page, "Notes and pages")
    assert "Comparing your notes with their pages … 0 s" in said(page)
    assert turn_to(page, "Links").get("bidi_component")
    compared = work.desk_of(study_of(tmp_path)).checks
    assert compared and compared.wait(10)
    assert len(ledger(turn_to(page, "Notes and pages"))["checks"]) == 3


def test_a_comparison_that_fails_can_be_tried_again(
    library: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_TEST_BROKEN", "checks")
    page = turn_to(library(), "Notes and pages")
    assert "The model is not there" in page.error[0].value
    study_of(tmp_path).broken = ""
    page = page.button(key="checks-again").click().run()
    assert not page.error and len(ledger(page)["checks"]) == 3


def test_two_hundred_links_are_one_element_and_quick(library: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_TEST_LINKS", "200")
    page = turn_to(library(), "Links")
    assert len(rows(page)) == 200
    elsewhere = len(turn_to(page, "Sources").main)
    began = perf_counter()
    page = turn_to(page, "Links")
    assert perf_counter() - began < 2
    assert len(page.main) <= elsewhere + 3


def test_thousands_of_links_are_shown_in_part(library: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_TEST_LINKS", "2000")
    page = turn_to(library(), "Links")
    assert len(rows(page)) == 300
    assert "The first 300 of 2,000" in said(page)


@pytest.mark.parametrize(
    ("statement", "figures", "lit"),
    [
        ("up to 10 MB, 1 MB each", ("1",), ["1"]),
        ("1.5 and 5 and 1,000", ("5", "1"), ["5"]),
        ("takes 1 MB or 1 MB", ("1 MB",), ["1 MB", "1 MB"]),
        ("a (x) [y]*", ("(x)",), ["(x)"]),
        ("nothing", (), []),
    ],
)
def test_a_figure_is_lit_where_it_stands_alone(statement: str, figures: tuple[str, ...], lit: list[str]) -> None:
    check = Check(GUIDE, Place("note:a.md", 1, "a"), statement, Agreement.DIFFERS, differing=figures)
    (card,) = compared([check], {})
    assert [piece.text for piece in card.statement if piece.lit] == lit
    assert "".join(piece.text for piece in card.statement) == statement


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "http://[::1", "//example.org"])
def test_an_address_that_a_browser_may_not_open_is_only_text(url: str) -> None:
    entry = LedgerEntry(url, (Place("note:a.md", 1, "a"),), final_url=url)
    ((row,),) = [group.rows for group in groups([entry], {})]
    assert row.opens == ""
