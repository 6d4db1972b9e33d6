"""The Settings page in a real browser: a model is named, agreed to, tried and used; by day, by night, on a phone."""

from collections.abc import Callable, Iterator

import pytest
from accessibility import complaints
from playwright.sync_api import Browser, Page, expect

from servers.ollama import OllamaServer
from servers.script import Says

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Shot = Callable[[Page, str], None]


@pytest.fixture(params=["day", "night", "phone"])
def page(browser: Browser, scripted_url: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    size = {"width": 390, "height": 800} if request.param == "phone" else {"width": 1280, "height": 1000}
    scheme = "dark" if request.param == "night" else "light"
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(scripted_url)
    expect(page.get_by_placeholder("Ask your notes")).to_be_visible(timeout=60_000)
    page.goto(f"{scripted_url}/settings")
    expect(page.get_by_role("heading", name="Settings")).to_be_visible(timeout=60_000)
    yield page
    context.close()


def name_a_model(page: Page, name: str) -> None:
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="another model").click()
    page.get_by_label("Name of the model").fill(name)
    page.keyboard.press("Enter")


def test_a_model_is_tried_and_the_page_is_accessible(page: Page, shot: Shot, request: pytest.FixtureRequest) -> None:
    with OllamaServer(Says("I am ready.", first_after=0.2), Says('{"ready": true}')) as server:
        name_a_model(page, f"ollama:clay@{server.url}")
        page.get_by_role("button", name="Test it").click()
        expect(page.get_by_text("streams, JSON works")).to_be_visible(timeout=30_000)
    shot(page, f"settings-{request.node.callspec.params['page']}")
    assert complaints(page) == []


def test_before_a_hosted_model_one_sentence_asks(page: Page, shot: Shot, request: pytest.FixtureRequest) -> None:
    name_a_model(page, "openai:gpt-4o-mini")
    expect(page.get_by_text("are sent to api.openai.com")).to_be_visible()
    expect(page.get_by_role("button", name="Use it")).to_have_count(0)
    expect(page.get_by_role("button", name="I agree")).to_be_visible()
    shot(page, f"settings-hosted-{request.node.callspec.params['page']}")
    assert complaints(page) == []
