"""The whole loop in a real browser, over the real app and the bundled notes: quiz, miss, review, exam, reload."""

import re
from collections.abc import Callable, Iterator
from zipfile import is_zipfile

import pytest
from accessibility import complaints, settled
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Shot = Callable[[Page, str], None]
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
PATIENCE = 90_000  # milliseconds: the first quiz of all loads the model and reads the notes


@pytest.fixture
def page(browser: Browser, app_url: str) -> Iterator[Page]:
    yield from _opened(browser, app_url, viewport=WIDE)


@pytest.fixture
def night(browser: Browser, app_url: str) -> Iterator[Page]:
    yield from _opened(browser, app_url, viewport=WIDE, color_scheme="dark")


@pytest.fixture
def phone(browser: Browser, app_url: str) -> Iterator[Page]:
    yield from _opened(browser, app_url, viewport=PHONE, has_touch=True, is_mobile=True)


def _opened(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    expect(page.get_by_placeholder("Ask your notes")).to_be_visible(timeout=PATIENCE)
    yield page
    context.close()
    assert errors == []


def wish(page: Page, words: str) -> None:
    page.get_by_placeholder("Ask your notes").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Question 1 of"))).to_be_visible(timeout=PATIENCE)


def press(page: Page, key: str) -> None:
    """A key for the page, not for a field in it; a page that is still being drawn would not hear it."""
    settled(page)
    page.locator("body").press(key)


def miss(page: Page) -> None:
    """Answer the question on the screen wrongly, whatever its kind."""
    settled(page)
    if page.locator(".st-key-skip").count():
        press(page, "0")
    else:
        page.get_by_role("textbox").last.fill("nothing of the kind")
        page.keyboard.press("Enter")
    expect(page.locator(".st-key-next")).to_be_visible(timeout=PATIENCE)


def answer_first(page: Page) -> None:
    """Choose the first option, unsure; a machine that is busy may lose a key, and people press again."""
    for _ in range(5):
        press(page, "1")
        press(page, "u")
        settled(page)
        if page.locator(".st-key-next").count():
            return
    expect(page.locator(".st-key-next")).to_be_visible(timeout=PATIENCE)


def turn_to(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()
    settled(page)


def lit(page: Page) -> str:
    mark = page.locator(".card .passage mark:not(.quiet)").first
    expect(mark).to_be_visible(timeout=PATIENCE)
    return " ".join(page.locator(".card .passage mark:not(.quiet)").all_inner_texts())


def test_a_miss_is_seen_lit_found_due_and_reviewed(page: Page, shot: Shot) -> None:
    wish(page, "quiz me on SPICE, 2 questions")
    shot(page, "quiz-question")
    miss(page)
    quotes = {lit(page)}
    shot(page, "quiz-feedback")
    press(page, "Enter")
    expect(page.get_by_text("Question 2 of 2")).to_be_visible(timeout=PATIENCE)
    miss(page)
    quotes.add(lit(page))
    press(page, "Enter")
    expect(page.get_by_role("heading", name="0 of 2 right")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("2 come back today.")).to_be_visible()
    settled(page)
    shot(page, "quiz-summary")
    with page.expect_download() as download:
        page.get_by_role("button", name="Anki").click()
    assert is_zipfile(download.value.path()) and download.value.suggested_filename.endswith(".apkg")
    _review_both(page, quotes, shot)
    turn_to(page, "Progress")
    expect(page.get_by_role("heading", name="What you remember")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(1500)  # the charts draw themselves
    shot(page, "progress")


def _review_both(page: Page, quotes: set[str], shot: Shot) -> None:
    turn_to(page, "Review")
    expect(page.get_by_text("2 due now")).to_be_visible(timeout=PATIENCE)
    shot(page, "review-front")
    page.get_by_role("button", name="Show the answer").click()
    assert lit(page) in quotes
    expect(page.get_by_role("button", name=re.compile("Easy"))).to_contain_text("1 d")
    shot(page, "review-back")
    press(page, "4")
    expect(page.get_by_text("The last one due now")).to_be_visible(timeout=PATIENCE)
    settled(page)
    page.get_by_role("button", name="Show the answer").click()
    lit(page)
    press(page, "4")
    expect(page.get_by_role("heading", name="Nothing is due")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("tomorrow")).to_be_visible()
    shot(page, "review-nothing")


def test_an_exam_goes_on_after_a_reload(page: Page, shot: Shot) -> None:
    turn_to(page, "Quiz")
    page.get_by_role("button", name="Begin the exam").click()
    expect(page.get_by_text("Question 1 of 65")).to_be_visible(timeout=PATIENCE)
    press(page, "2")
    press(page, "m")
    expect(page.get_by_text("1 answered, 1 to return to")).to_be_visible(timeout=PATIENCE)
    chosen = page.locator(".st-key-options button").nth(1).inner_text()
    press(page, "Enter")
    expect(page.get_by_text("Question 2 of 65")).to_be_visible(timeout=PATIENCE)
    shot(page, "exam")
    page.reload()
    expect(page.get_by_text("Question 1 of 65")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("1 answered, 1 to return to")).to_be_visible()
    assert page.locator(".st-key-options button[kind=primary]").inner_text() == chosen
    assert complaints(page) == []
    page.get_by_role("radio", name="7", exact=True).click()
    expect(page.get_by_text("Question 7 of 65")).to_be_visible(timeout=PATIENCE)
    press(page, "1")
    expect(page.get_by_text("2 answered, 1 to return to")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Hand in").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("63 questions are not answered yet")
    dialog.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name=re.compile("of 65 right"))).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text(re.compile("between .* and .* right"))).to_be_visible()
    page.wait_for_timeout(1500)
    shot(page, "exam-result")


def test_why_b_is_wrong_is_answered_in_the_chat(page: Page, shot: Shot) -> None:
    wish(page, "quiz me on Glue, 5 multiple choice questions")
    answer_first(page)
    lit(page)
    turn_to(page, "Ask")
    page.get_by_placeholder("Ask your notes").fill("why is B wrong?")
    page.keyboard.press("Enter")
    answer = page.get_by_role("article").last
    expect(answer.locator(".answer")).to_contain_text(re.compile("is not the answer|is right"), timeout=PATIENCE)
    answer.locator(".marker").first.click()
    expect(answer.locator(".evidence mark:not(.quiet)").first).to_be_visible()
    shot(page, "why")


def test_the_screens_are_designed_for_the_night_and_for_a_phone(night: Page, phone: Page, shot: Shot) -> None:
    for one, name in ((night, "dark"), (phone, "phone")):
        wish(one, "quiz me on Kinesis, 2 multiple choice questions")
        settled(one)
        shot(one, f"{name}-question")
        assert complaints(one) == []
        miss(one)
        lit(one)
        settled(one)
        shot(one, f"{name}-feedback")
        assert complaints(one) == []
        assert one.evaluate("document.documentElement.scrollWidth") <= one.viewport_size["width"]  # type: ignore[index]
        one.goto(re.sub(r"/quiz.*", "/review", one.url))
        expect(one.get_by_text(re.compile("due now"))).to_be_visible(timeout=PATIENCE)
        shot(one, f"{name}-review")
        assert complaints(one) == []
        one.goto(one.url.replace("/review", "/progress"))
        expect(one.get_by_role("heading", name="What you remember")).to_be_visible(timeout=PATIENCE)
        one.wait_for_timeout(2000)
        shot(one, f"{name}-progress")
        assert complaints(one) == []
        one.goto(one.url.replace("/progress", "/quiz"))
        expect(one.get_by_role("button", name="Begin the exam")).to_be_visible(timeout=PATIENCE)
        shot(one, f"{name}-setup")
        assert complaints(one) == []
