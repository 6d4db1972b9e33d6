"""An answer by a model in a real browser: weak sentences are marked, the rest stands apart, all of it accessible."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture
def page(browser: Browser, scripted_url: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto(scripted_url)
    expect(page.get_by_placeholder("Ask your notes")).to_be_visible(timeout=60_000)
    yield page
    context.close()


def test_a_weak_sentence_is_dotted_and_what_is_not_in_the_notes_stands_apart(
    page: Page, shot: Callable[[Page, str], None]
) -> None:
    page.get_by_placeholder("Ask your notes").fill("What is fluent DataBrew?")
    page.keyboard.press("Enter")
    exchange = page.get_by_role("article").last
    expect(exchange.locator(".notes")).to_be_visible(timeout=30_000)
    weak = exchange.locator(".answer .weak")
    expect(weak).to_have_count(1)
    assert "dotted" in weak.evaluate("e => getComputedStyle(e).textDecorationStyle")
    apart = exchange.locator(".apart")
    expect(apart.get_by_role("heading", name="Not in your notes")).to_be_visible()
    expect(apart).to_contain_text("Aristotle loved it.")
    exchange.locator(".marker").last.hover()
    expect(exchange.locator(".hover .support")).to_have_text("Loosely supported by your notes")
    shot(page, "support")
    page.add_script_tag(path=str(AXE_FILE_PATH))
    found = page.evaluate("axe.run(document.querySelector('.stMain'), {runOnly: ['wcag2a', 'wcag2aa']})")
    assert not [v["id"] for v in found["violations"]]


def test_an_extractive_answer_has_neither(page: Page) -> None:
    page.get_by_placeholder("Ask your notes").fill("What is DataBrew?")
    page.keyboard.press("Enter")
    exchange = page.get_by_role("article").last
    expect(exchange.locator(".notes")).to_be_visible(timeout=30_000)
    expect(exchange.locator(".weak")).to_have_count(0)
    expect(exchange.locator(".apart")).to_be_hidden()
