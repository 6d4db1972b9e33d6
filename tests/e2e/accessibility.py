"""What axe finds on a page that stands still: while it is drawn anew, Streamlit fades what is old."""

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page, expect

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
_PATIENCE = 60_000  # milliseconds
_TRIES = 6
_AXE = """async rules => {
  const app = document.querySelector("[data-testid=stApp]");
  let moved = false;
  const watch = new MutationObserver(() => (moved = true));
  watch.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
  const { violations } = await axe.run(document, { runOnly: rules });
  watch.disconnect();
  return moved ? null : violations;
}"""


def settled(page: Page) -> None:
    """Wait until the script of the page has ended, and colours have faded in."""
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible(timeout=_PATIENCE)
    page.wait_for_timeout(500)


def complaints(page: Page) -> list[str]:
    """The violations, looked for again where the page was drawn anew meanwhile."""
    page.add_script_tag(path=AXE_FILE_PATH)
    for _ in range(_TRIES):
        settled(page)
        violations = page.evaluate(_AXE, RULES)
        if violations is not None:
            return [f"{v['id']}: {node['html'][:200]}" for v in violations for node in v["nodes"]]
    raise AssertionError("the page never stood still")
