"""A real browser before a real server; screenshots go to artifacts/, which git ignores."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evals.harness.browser import browser as opened_browser
from evals.harness.browser import has_browser, served

ROOT = Path(__file__).parents[2]
Shot = Callable[[Page, str], None]
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not has_browser():
        pytest.skip("Chromium is not installed")
    with opened_browser() as chromium:
        yield chromium


@pytest.fixture
def shot() -> Shot:
    """Takes a screenshot for people to look at."""
    folder = ROOT / "artifacts"
    folder.mkdir(exist_ok=True)
    return lambda page, name: (page.screenshot(path=folder / f"{name}.png"), None)[1]


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real app before a fresh library: its first page syncs the bundled notes."""
    if not (ROOT / "bootstrap.py").exists() or not any((ROOT / "notes").glob("*.md")):
        pytest.skip("the bundled notes or the composition root are not there")
    with _served(ROOT / "app.py", tmp_path_factory.mktemp("app") / "library") as url:
        yield url


@pytest.fixture(scope="session")
def scripted_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same screens over the scripted study partner."""
    with _served(ROOT / "tests/ui/scripted_app.py", tmp_path_factory.mktemp("scripted") / "library") as url:
        yield url


@pytest.fixture(scope="session")
def linked_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scripted screens over notes with a link in every state."""
    library = tmp_path_factory.mktemp("linked") / "library"
    with _served(ROOT / "tests/ui/scripted_app.py", library, FOOTNOTE_TEST_LINKS="every") as url:
        yield url


@pytest.fixture(scope="session")
def serve() -> Serve:
    """Serves a script of Streamlit before a library."""
    return _served


@contextmanager
def _served(script: Path, library: Path, **settings: str) -> Iterator[str]:
    more = {"FOOTNOTE_LIBRARY": str(library), "FOOTNOTE_TEST_PAUSE": "0.05", **settings}
    with library.with_suffix(".log").open("w+b") as log, served([str(script)], more, log) as url:
        yield url
