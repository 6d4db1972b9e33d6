"""One small question to a model server, answered quickly and briefly or not at all: what listens is not trusted."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from models.chat.names import is_here

QUICK = 1.0  # seconds
_LARGEST = 1 << 20  # bytes: facts about a model hold its templates and licences, too
_OK = 200


def probe_json(
    url: str,
    *,
    key: str = "",
    send: Mapping[str, Any] | None = None,
    seconds: float = QUICK,
    largest: int = _LARGEST,
) -> dict[str, Any]:
    """The JSON object at an address, asked for by POST where there is something to `send`.

    Empty when there is none, when all of it did not come within `seconds`, and when it has more than `largest` bytes.
    """
    import asyncio  # deferred, like httpx: most commands ask no server
    import json

    import httpx

    try:
        body = asyncio.run(asyncio.wait_for(_body(url, key, send, largest), seconds))
        found = json.loads(body)
    except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


async def _body(url: str, key: str, send: Mapping[str, Any] | None, largest: int) -> bytes:
    """What comes back, as it was sent: a few bytes cannot be unpacked into many."""
    import httpx

    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})
    verify = url.startswith("https:")  # to load certificates takes long
    trusting = not is_here(urlsplit(url).hostname or "")
    body = bytearray()
    method, content = ("GET", None) if send is None else ("POST", dict(send))
    # no time limit for each step: the caller has one for all of them
    client = httpx.AsyncClient(timeout=None, verify=verify, trust_env=trusting, headers=headers)
    async with client, client.stream(method, url, json=content) as reply:
        if reply.status_code != _OK or "content-encoding" in reply.headers:
            return b""
        async for part in reply.aiter_raw():
            body += part
            if len(body) > largest:
                return b""
    return bytes(body)
