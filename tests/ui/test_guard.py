"""Pages of other addresses cannot speak to the app, and no outside host is asked about them."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from ui.guard import OwnAddressOnly

OWN = ["localhost:8501", "127.0.0.1:8501", "[::1]:8501", "192.168.1.7", "app.localhost", "notes.home:80", "LOCALHOST"]
FOREIGN = [
    "attacker.example:8501",
    "localhost.attacker.example",
    "127.0.0.1.attacker.example",
    "",
    "[::1",
    "a@b.example",
    "0x7f.1",
]


def answer(kind: str, host: str, origin: str | None = None) -> str:
    """What becomes of a request: passed, or the first message of the refusal."""
    sent: list[str] = []
    headers = [(b"host", host.encode("latin-1")), *([(b"origin", origin.encode())] if origin is not None else [])]

    async def app(*_: object) -> None:
        sent.append("passed")

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(f"{message['type']} {message.get('status') or message.get('code', '')}".strip())

    async def receive() -> MutableMapping[str, Any]:
        return {}

    guard = OwnAddressOnly(app, lambda: ["", "notes.home"])
    asyncio.run(guard({"type": kind, "headers": headers}, receive, send))
    return sent[0]


@pytest.mark.parametrize("host", OWN)
@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_the_own_address_is_answered(kind: str, host: str) -> None:
    assert answer(kind, host) == "passed"


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_was_pointed_here_is_refused(host: str) -> None:
    assert answer("http", host) == "http.response.start 403"
    assert answer("websocket", host) == "websocket.close 1008"


@pytest.mark.parametrize("origin", ["http://localhost:8501", "https://notes.home"])
def test_a_page_of_the_app_opens_its_socket(origin: str) -> None:
    assert answer("websocket", "localhost:8501", origin) == "passed"


@pytest.mark.parametrize(
    "origin",
    ["https://attacker.example", "http://localhost:9999", "http://127.0.0.1:8501", "null", "", "http://[", "file://"],
)
def test_another_page_opens_no_socket(origin: str) -> None:
    assert answer("websocket", "localhost:8501", origin) == "websocket.close 1008"


def test_what_is_no_request_passes() -> None:
    sent: list[str] = []

    async def app(scope: MutableMapping[str, Any], *_: object) -> None:
        sent.append(scope["type"])

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(_: MutableMapping[str, Any]) -> None:
        raise AssertionError("nothing is said to it")

    asyncio.run(OwnAddressOnly(app, list)({"type": "lifespan"}, receive, send))
    assert sent == ["lifespan"]
