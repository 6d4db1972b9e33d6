"""A newcomer's first minute: the notes are read, a question is asked, a footnote shows its words."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

NOTES = Path(__file__).parents[2] / "notes"
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def pin_first(page: Page) -> None:
    """Click the first footnote until its evidence stands there."""
    marker = page.locator(".marker").first
    expect(marker).to_be_visible(timeout=60_000)
    lit = page.locator(".evidence mark:not(.quiet)").first
    for _ in range(3):  # a machine that is busy may lose a click, and people click again
        marker.click()
        page.wait_for_timeout(2000)
        if lit.count():
            break
    expect(lit).to_be_visible()


def test_from_a_fresh_library_to_a_quote_lit_in_its_note(
    browser: Browser, app_url: str, shot: Callable[[Page, str], None]
) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.goto(app_url)
    expect(page.get_by_role("heading", name="Reading your notes")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=60_000)
    shot(page, "app-first-start")

    expect(page.get_by_role("heading", name="Ask your notes")).to_be_visible(timeout=180_000)
    suggestion = page.locator(".st-key-greeting button").first
    expect(suggestion).to_be_visible()
    shot(page, "app-greeting")

    suggestion.click()
    pin_first(page)
    quote = "".join(page.locator(".evidence mark").all_text_contents())
    notes = " ".join(" ".join(path.read_text("utf-8").split()) for path in NOTES.glob("*.md"))
    assert " ".join(quote.split()) in notes
    shot(page, "app-answer")

    with page.expect_popup() as opened:
        page.get_by_role("link", name="Open the note here").first.click()
    note = opened.value
    expect(note.locator("mark:not(.quiet)").first).to_be_in_viewport(timeout=20_000)
    shot(note, "app-note")
    note.close()

    page.close()


def test_the_picture_of_the_readme_can_be_made_again(browser: Browser, app_url: str, tmp_path: Path) -> None:
    """With FOOTNOTE_PICTURE=docs/answer.png it is."""
    page = browser.new_page(viewport={"width": 1180, "height": 640})
    page.goto(app_url)
    page.get_by_placeholder("Ask your notes").fill("What is data skew?", timeout=180_000)
    page.keyboard.press("Enter")
    pin_first(page)
    page.mouse.move(0, 0)
    picture = Path(os.environ.get("FOOTNOTE_PICTURE", tmp_path / "answer.png"))
    page.screenshot(path=picture)
    assert picture.stat().st_size < 150_000
    page.close()
