"""`streamlit run` to the first answered question, in a real headless browser."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter, sleep
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from evals.processes import environment
from settings import HERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
_PATIENCE = 150_000  # milliseconds
_BEFORE_ALL = 0.01  # seconds between two looks whether the server is there


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from `streamlit run` on."""

    screen: float  # until there is a field to type in
    answer: float  # until the first answer is on screen


@contextmanager
def browser() -> "Iterator[Browser]":
    """A headless Chromium; `FileNotFoundError` when there is none."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        raise FileNotFoundError("Chromium is not installed.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS.split())
        yield opened
        opened.close()


def first_answer(
    browser: "Browser", script: Sequence[str], question: str, answer: str, more: Mapping[str, str]
) -> Start:
    """Start a server, open its page, ask at once; `answer` selects what an answer has."""
    port = _free_port()
    page = browser.new_page()
    command = [sys.executable, "-m", "streamlit", "run", f"--server.port={port}", "--server.headless=true", *script]
    began = perf_counter()
    server = subprocess.Popen(
        command,
        cwd=HERE,
        env=environment({"PYTHONPATH": str(HERE), **more}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
        page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
        field = page.get_by_placeholder("Ask your notes")
        field.wait_for(timeout=_PATIENCE)
        screen = perf_counter() - began
        field.fill(question)
        field.press("Enter")
        page.locator(answer).first.wait_for(timeout=_PATIENCE)
        return Start(screen, perf_counter() - began)
    finally:
        page.close()
        server.terminate()
        server.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            with urlopen(url):
                return
        except (URLError, ConnectionError):
            sleep(_BEFORE_ALL)
    raise RuntimeError("The server ended before it answered.")
