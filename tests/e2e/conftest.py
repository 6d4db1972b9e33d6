"""A real browser before a real server; screenshots go to artifacts/, which git ignores."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
Shot = Callable[[Page, str], None]
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS.split())
        yield browser
        browser.close()


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
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FOOTNOTE_LIBRARY": str(library),
        "FOOTNOTE_TEST_PAUSE": "0.05",
        **settings,
    }
    log = library.with_suffix(".log")
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, log: Path) -> None:
    for _ in range(300):
        try:
            with urlopen(url):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not start: {log.read_text()}")
