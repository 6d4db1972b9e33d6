"""The screens in a real browser: by mouse, by keyboard, on a phone, in the dark, for a screen reader."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import complaints
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
Shot = Callable[[Page, str], None]
LIT = "DataBrew is a visual tool for cleaning data, without any code"


@pytest.fixture
def page(browser: Browser, scripted_url: str) -> Iterator[Page]:
    yield from _opened(browser, scripted_url, viewport={"width": 1280, "height": 860})


@pytest.fixture
def phone(browser: Browser, scripted_url: str) -> Iterator[Page]:
    yield from _opened(browser, scripted_url, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)


@pytest.fixture
def night(browser: Browser, scripted_url: str) -> Iterator[Page]:
    yield from _opened(browser, scripted_url, viewport={"width": 1280, "height": 860}, color_scheme="dark")


def _opened(browser: Browser, url: str, **options: object) -> Iterator[Page]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    errors: list[str] = []

    def elsewhere(address: str) -> None:
        if not address.startswith((url, url.replace("http", "ws", 1), "data:", "blob:")):
            errors.append(f"asked another host: {address}")

    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: elsewhere(request.url))
    page.goto(url)
    expect(page.get_by_placeholder("Ask your notes")).to_be_visible(timeout=60_000)
    yield page
    context.close()
    assert errors == []


def ask(page: Page, question: str) -> Locator:
    """The exchange that the question became."""
    page.get_by_placeholder("Ask your notes").fill(question)
    page.keyboard.press("Enter")
    exchange = page.get_by_role("article").last
    expect(exchange.get_by_role("heading", name=question)).to_be_visible(timeout=30_000)
    expect(exchange.locator(".notes")).to_be_visible(timeout=30_000)
    return exchange


def test_a_click_pins_the_evidence_and_lights_the_quote(page: Page, shot: Shot) -> None:
    exchange = ask(page, "What is DataBrew cleaning?")
    marker = exchange.get_by_role("button", name="Footnote 1: AWS Glue › DataBrew").first
    marker.hover()
    expect(exchange.get_by_role("tooltip").locator("mark")).to_have_text(LIT)
    shot(page, "hover")
    marker.click()
    evidence = exchange.get_by_role("region", name="Evidence")
    expect(evidence.locator("mark")).to_have_text(LIT)
    expect(evidence.locator(".evidence")).to_contain_text("<script>alert(1)</script> is only text in a note")
    expect(evidence.get_by_role("link", name="Open the note here")).to_have_attribute("rel", "noopener noreferrer")
    expect(marker).to_have_attribute("aria-expanded", "true")
    shot(page, "pinned")
    marker.click()
    expect(evidence.locator("mark")).to_have_count(0)


def test_a_title_never_becomes_a_link(page: Page) -> None:
    question = "see www.attacker.example https://attacker.example/a [b](http://attacker.example) or c@attacker.example"
    ask(page, question)
    expect(page.get_by_test_id("stSidebar").get_by_text("attacker.example").first).to_be_visible()
    assert page.locator("a[href*=attacker], img[src*=attacker]").count() == 0


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    exchange = ask(page, "Which service is serverless?")
    first, second = exchange.locator(".marker").all()
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    expect(exchange.get_by_role("tooltip")).to_be_visible()
    page.keyboard.press("Enter")
    evidence = exchange.get_by_role("region", name="Evidence")
    expect(evidence.locator("mark").first).to_be_visible()
    page.keyboard.press("Home")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(evidence.locator("mark")).to_have_count(0)
    expect(exchange.get_by_role("status")).to_have_text("Evidence closed")


def test_on_a_phone_the_evidence_is_a_sheet(phone: Page, shot: Shot) -> None:
    exchange = ask(phone, "What is DataBrew cleaning?")
    shot(phone, "phone")
    exchange.locator(".marker").first.tap()
    sheet = exchange.locator(".sheet")
    expect(sheet).to_be_visible()
    expect(sheet.locator("mark")).to_have_text(LIT)
    box = sheet.bounding_box()
    assert box is not None and box["x"] == 0 and box["width"] == 390 and box["y"] + box["height"] == 800
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    shot(phone, "phone-sheet")
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()


def test_the_dark_is_designed_too(night: Page, shot: Shot) -> None:
    exchange = ask(night, "What is DataBrew cleaning?")
    exchange.locator(".marker").first.click()
    expect(exchange.locator(".evidence mark")).to_be_visible()
    assert night.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(27, 26, 23)"
    shot(night, "dark")


def test_an_answer_is_copied_and_exported_with_its_footnotes(page: Page) -> None:
    exchange = ask(page, "What is DataBrew cleaning?")
    exchange.get_by_role("button", name="Copy").click()
    expect(exchange.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    with page.expect_download() as download:
        exchange.get_by_role("button", name="Export").click()
    assert download.value.suggested_filename == "what-is-databrew-cleaning.md"
    exported = Path(download.value.path()).read_text("utf-8")
    assert exported == copied
    assert re.search(rf"\[\^1\]: “{LIT}” \(AWS Glue › DataBrew, notes/glue\.md#L11\)", exported)


def test_a_refusal_helps(page: Page, shot: Shot) -> None:
    exchange = ask(page, "Who wrote Rust?")
    expect(exchange).to_contain_text("“rust” or “borrow checker”")
    expect(exchange.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("heading", name="Not in your notes yet")).to_be_visible()
    shot(page, "refusal")


def test_a_reload_finds_the_conversation_again(page: Page) -> None:
    ask(page, "How is Athena billed?")
    page.reload()
    expect(page.get_by_role("article").get_by_role("heading", name="How is Athena billed?")).to_be_visible(
        timeout=30_000
    )


def test_a_conversation_is_renamed_and_deleted(page: Page, shot: Shot) -> None:
    ask(page, "What takes a shard of Kinesis?")
    page.get_by_role("button", name="Rename or delete “What takes a shard of Kinesis?”").click()
    page.get_by_role("menuitem", name="Rename").or_(page.get_by_text("Rename", exact=True)).first.click()
    page.get_by_label("Title").fill("Shards")
    shot(page, "rename")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Shards", level=1)).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Rename or delete “Shards”").click()
    page.get_by_role("menuitem", name="Delete").or_(page.get_by_text("Delete", exact=True)).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Ask your notes", level=1)).to_be_visible(timeout=30_000)
    expect(page.get_by_role("button", name="Shards", exact=True)).to_have_count(0)


def test_a_scope_is_chosen_and_said(page: Page, shot: Shot) -> None:
    page.get_by_role("button", name="All sources").click()
    page.get_by_label("Section").click()
    page.get_by_role("option", name="DataBrew").click()
    expect(page.locator(".st-key-scope-chip")).to_contain_text("DataBrew", timeout=30_000)
    shot(page, "scope")
    page.keyboard.press("Escape")
    exchange = ask(page, "Which data service is serverless?")
    expect(exchange.locator(".trail").first).to_contain_text("DataBrew")
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", name="Library", level=1)).to_be_visible()
    page.get_by_role("link", name="Ask").click()
    expect(page.locator(".st-key-scope-chip")).to_contain_text("DataBrew")


def test_closing_the_tab_while_an_answer_is_written_loses_nothing(page: Page) -> None:
    page.get_by_placeholder("Ask your notes").fill("How does Kinesis keep records of data?")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="How does Kinesis keep records of data?", level=2)).to_be_visible()
    again = page.context.new_page()
    url = page.url
    page.close()
    again.goto(url)
    row = again.get_by_role("button", name="How does Kinesis keep records of data?").first
    row.click()
    expect(again.locator(".marker").first).to_be_visible(timeout=30_000)


def test_a_slow_answer_is_stopped_and_asked_again(page: Page, shot: Shot) -> None:
    page.get_by_placeholder("Ask your notes").fill("slow: what is DataBrew cleaning data for, in a visual way?")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Stop", exact=True).click()
    exchange = page.get_by_role("article").last
    expect(exchange).to_contain_text("Stopped before it was answered", timeout=30_000)
    shot(page, "stopped")
    page.reload()
    expect(page.get_by_role("article").last).to_contain_text("Stopped before it was answered", timeout=30_000)
    page.get_by_role("button", name="Ask again").click()
    expect(page.locator(".marker").first).to_be_visible(timeout=30_000)


def test_follow_ups_lead_on(page: Page, shot: Shot) -> None:
    ask(page, "What is DataBrew cleaning?")
    follow_up = page.locator(".st-key-follow-ups button").first
    expect(follow_up).to_be_visible(timeout=30_000)
    shot(page, "follow-ups")
    question = follow_up.inner_text()
    follow_up.click()
    expect(page.get_by_role("article").last.get_by_role("heading", name=question)).to_be_visible(timeout=30_000)


def test_dropped_files_are_taken_in(page: Page, shot: Shot) -> None:
    page.get_by_role("link", name="Library").click()
    expect(page.locator(".card").first).to_contain_text("1 passage", timeout=30_000)
    page.get_by_text("Add notes").click()
    dropped = FilePayload(name="lambda.md", mimeType="text/markdown", buffer=b"# Lambda\n\nLambda runs code.")
    page.locator("input[type=file]").set_input_files(dropped)
    shot(page, "library")
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_text("Up to date").first).to_be_attached(timeout=30_000)
    expect(page.get_by_role("button", name="Forget")).to_be_visible()


def test_a_shelf_is_forgotten_only_after_a_second_look(page: Page, shot: Shot) -> None:
    page.get_by_role("link", name="Library").click()
    page.get_by_role("button", name="Forget").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Its files stay where they are")
    shot(page, "forget")
    dialog.get_by_role("button", name="Keep it").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()


@pytest.mark.parametrize(
    "question", ["<b>bold</b> ![x](https://evil.example/x.png) DataBrew", "word " * 600 + "DataBrew"]
)
def test_an_odd_question_is_only_text(page: Page, question: str) -> None:
    page.get_by_placeholder("Ask your notes").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".notes")).to_be_visible(timeout=30_000)
    expect(page.locator(".question")).to_have_text(question)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_at_twice_the_text_size_nothing_is_cut_off(page: Page, shot: Shot) -> None:
    page.add_style_tag(content="html { font-size: 200% !important }")
    exchange = ask(page, "What is DataBrew cleaning?")
    exchange.locator(".marker").first.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "twice")


def test_looking_up_lights_the_words(page: Page, shot: Shot) -> None:
    page.get_by_role("link", name="Look up").click()
    page.get_by_label("Words or a question").fill("databrew clean")
    page.keyboard.press("Enter")
    expect(page.locator(".card mark").first).to_have_text("DataBrew")
    shot(page, "lookup")


def test_a_sync_shows_its_progress_and_its_end(page: Page) -> None:
    page.get_by_role("button", name="Sync now").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Up to date")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_to_complain_about(browser: Browser, scripted_url: str, theme: str, width: int) -> None:
    for page in _opened(browser, scripted_url, viewport={"width": width, "height": 860}, color_scheme=theme):
        assert complaints(page) == []
        ask(page, "What is DataBrew cleaning?").locator(".marker").first.click()
        assert complaints(page) == []
        page.keyboard.press("Escape")
        ask(page, "Who wrote Rust?")
        assert complaints(page) == []
        page.goto(f"{scripted_url}/lookup")
        page.get_by_label("Words or a question").fill("databrew")
        page.keyboard.press("Enter")
        expect(page.locator(".card mark").first).to_be_visible(timeout=30_000)
        assert complaints(page) == []
        page.goto(f"{scripted_url}/library")
        expect(page.locator(".card").first).to_be_visible(timeout=30_000)
        assert complaints(page) == []
