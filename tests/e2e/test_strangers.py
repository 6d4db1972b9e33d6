"""The real server: a foreign page gets no socket, a rebound name no page, and nobody outside is asked about either."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from evals.harness.browser import served
from settings import HERE

KEY = "AAAAAAAAAAAAAAAAAAAAAA=="
pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]


class Canary:
    """A proxy that lets nothing through and remembers who called."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.calls: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            with caller:
                self.calls.append(caller.recv(4096))

    def close(self) -> None:
        self._listener.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    canary = Canary()
    yield canary
    canary.close()


def status(url: str, *headers: str, path: str = "/_stcore/stream") -> int:
    """Of what the server says to a hand-made request."""
    port = int(url.rsplit(":", 1)[1])
    upgrade = (
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: " + "A" * 22 + "==",
    )
    lines = [f"GET {path} HTTP/1.1", *headers, *(upgrade if path.endswith("stream") else ()), "", ""]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall("\r\n".join(lines).encode())
        return int(wire.recv(200).split()[1])


def test_strangers_get_nothing_and_nobody_is_asked(canary: Canary, tmp_path: Path) -> None:
    outside = {name: canary.address for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY")}
    more = {"FOOTNOTE_LIBRARY": str(tmp_path / "library"), **outside, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    if "FOOTNOTE_CACHE" in os.environ:
        more["FOOTNOTE_CACHE"] = os.environ["FOOTNOTE_CACHE"]
    with TemporaryFile() as log, served([str(HERE / "app.py")], more, log) as url:
        own = url.removeprefix("http://")
        assert status(url, f"Host: {own}", f"Origin: {url}") == 101
        assert status(url, f"Host: {own}", path="/") == 200
        assert status(url, f"Host: {own}", "Origin: https://attacker.example") == 403
        assert status(url, f"Host: {own}", "Origin: http://10.1.2.3") == 403
        assert status(url, "Host: attacker.example", "Origin: http://attacker.example") == 403
        for path in ("/", "/_stcore/health", "/_stcore/upload_file/a/b", "/media/a"):
            assert status(url, "Host: attacker.example:8501", path=path) == 403
    assert canary.calls == []
