"""Pages of Streamlit in a real headless browser: from `streamlit run` to the first answered question."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import IO, TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from evals.harness.processes import environment, free_port
from settings import HERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_PATIENCE = 150_000  # milliseconds
_LOOK = 0.01  # seconds between two looks whether the server is there


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from `streamlit run` on."""

    screen: float  # until there is a field to type in
    answer: float  # until the first answer is on screen


@contextmanager
def browser() -> "Iterator[Browser]":
    """A headless Chromium; `FileNotFoundError` when there is none."""
    from playwright.sync_api import sync_playwright

    if not (chromium := _chromium()):
        raise FileNotFoundError("Chromium is not installed.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS.split())
        yield opened
        opened.close()


def has_browser() -> bool:
    """Whether there is one to open."""
    return bool(_chromium())


def _chromium() -> str:
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return next(filter(None, found), "")


def first_answer(
    browser: "Browser", script: Sequence[str], question: str, answer: str, more: Mapping[str, str]
) -> Start:
    """Start a server, open its page, ask at once; `answer` selects what an answer has."""
    with closing(browser.new_page()) as page, TemporaryFile() as log:
        began = perf_counter()
        with served(script, more, log) as url:
            page.goto(url, wait_until="commit")
            field = page.get_by_placeholder("Ask your notes")
            field.wait_for(timeout=_PATIENCE)
            screen = perf_counter() - began
            field.fill(question)
            field.press("Enter")
            page.locator(answer).first.wait_for(timeout=_PATIENCE)
            return Start(screen, perf_counter() - began)


@contextmanager
def served(script: Sequence[str], more: Mapping[str, str], log: IO[bytes]) -> Iterator[str]:
    """The address of a page of Streamlit from when it answers; `RuntimeError` with what it said when it ends before."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", f"--server.port={port}", "--server.headless=true", *script]
    settings = environment({"PYTHONPATH": str(HERE), **more})
    server = subprocess.Popen(command, cwd=HERE, env=settings, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    while server.poll() is None:
        try:
            with urlopen(url):
                return
        except (URLError, ConnectionError):
            sleep(_LOOK)
    log.seek(0)
    raise RuntimeError(f"The server ended before it answered: {log.read().decode(errors='replace')}")
