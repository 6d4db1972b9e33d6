"""The ledger of links in a real browser: read, tried again, removed, compared; by day, by night, on a phone."""

from collections.abc import Callable, Iterator

import pytest
from accessibility import complaints
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Shot = Callable[[Page, str], None]


def opened(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    expect(page.get_by_placeholder("Ask your notes")).to_be_visible(timeout=60_000)
    page.goto(f"{url}/library")
    expect(page.get_by_role("heading", name="Library", level=1)).to_be_visible(timeout=30_000)
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def page(browser: Browser, linked_url: str) -> Iterator[Page]:
    yield from opened(browser, linked_url, viewport={"width": 1280, "height": 1000})


def turn_to(page: Page, view: str) -> None:
    page.locator(".st-key-library-view").get_by_text(view, exact=True).click()


def link(page: Page, words: str) -> Locator:
    return page.locator("li.link", has_text=words).first


def test_one_link_is_tried_again_and_the_others_stay(page: Page, shot: Shot) -> None:
    turn_to(page, "Links")
    expect(link(page, "a link, gone")).to_contain_text("Gone. The site says 404")
    shot(page, "links")
    link(page, "a link, failed").get_by_role("button", name="Options").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Could not be read")
    shot(page, "link-options")
    dialog.get_by_role("button", name="Try again").click()
    expect(link(page, "a link, failed")).to_contain_text("3 passages", timeout=30_000)
    expect(link(page, "a link, failed").locator(".state")).to_have_text("Read")
    expect(link(page, "a link, gone").locator(".state")).to_have_text("Gone")


def test_a_line_number_leads_to_the_line_of_the_note(page: Page) -> None:
    turn_to(page, "Links")
    with page.context.expect_page() as reader:
        link(page, "the guide").get_by_role("link", name="line 12").click()
    expect(reader.value.locator("mark:not(.bullet):not(.quiet)").first).to_contain_text(
        "it has over 250", timeout=30_000
    )


def test_a_removal_asks_first(page: Page) -> None:
    turn_to(page, "Links")
    link(page, "a link, blocked").get_by_role("button", name="Options").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Remove …").click()
    expect(dialog).to_contain_text("Your note stays as it is")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog.get_by_role("button", name="Keep it")).to_have_count(0)
    dialog.get_by_role("button", name="Remove …").click()
    dialog.get_by_role("button", name="Remove", exact=True).click()
    expect(link(page, "a link, blocked").locator(".state")).to_have_text("Removed", timeout=30_000)


def test_a_saved_file_stands_in_for_a_page(page: Page) -> None:
    turn_to(page, "Links")
    link(page, "a link, needs login").get_by_role("button", name="Options").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Use a saved file instead").click()
    saved = FilePayload(name="course.html", mimeType="text/html", buffer=b"<p>words</p>")
    dialog.locator("input[type=file]").set_input_files(saved)
    dialog.get_by_role("button", name="Read this file").click()
    expect(link(page, "a link, needs login").locator(".state")).to_have_text(
        "Read from your file course.html", timeout=30_000
    )


def test_reading_goes_on_when_the_tab_is_closed(page: Page) -> None:
    page.get_by_role("button", name="Read linked pages").click()
    again = page.context.new_page()
    url = page.url
    page.close()
    again.goto(url)
    expect(again.get_by_text("Links: ").first).to_be_visible(timeout=30_000)
    expect(again.get_by_text("need attention").first).to_be_visible()


def test_words_of_notes_and_pages_are_only_text(page: Page) -> None:
    turn_to(page, "Links")
    expect(link(page, "limits <img src=x onerror=alert(1)>")).to_be_visible()
    turn_to(page, "Changed")
    page.locator("details.change summary").click()
    expect(page.locator("ins")).to_contain_text("Added: A shard takes 2 MB a second, <b>on demand</b>.")
    expect(page.locator("del")).to_contain_text("Removed: ")


def test_notes_are_held_against_their_pages(page: Page, shot: Shot) -> None:
    turn_to(page, "Notes and pages")
    first = page.locator(".check").first
    expect(first).to_contain_text("The page gives “1 MB” otherwise", timeout=30_000)
    expect(first.locator(".statement mark")).to_have_text("1 MB")
    expect(first.locator(".passage mark")).to_have_text("Each shard supports up to 2 MB per second.")
    shot(page, "compared")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_to_complain_about(browser: Browser, linked_url: str, theme: str, width: int) -> None:
    for page in opened(browser, linked_url, viewport={"width": width, "height": 860}, color_scheme=theme):
        turn_to(page, "Links")
        expect(page.locator("li.link").first).to_be_visible(timeout=30_000)
        assert complaints(page) == []
        link(page, "a link, gone").get_by_role("button", name="Options").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert complaints(page) == []
        page.keyboard.press("Escape")
        turn_to(page, "Changed")
        page.locator("details.change summary").click()
        assert complaints(page) == []
        turn_to(page, "Notes and pages")
        expect(page.locator(".check").first).to_be_visible(timeout=30_000)
        assert complaints(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
