"""One small question to a model server, answered quickly or not at all."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from models.chat.names import is_here

QUICK = 1.0  # seconds


def asked_json(
    url: str, *, key: str = "", send: Mapping[str, Any] | None = None, seconds: float = QUICK
) -> dict[str, Any]:
    """The JSON object at an address; empty when there is none. With `send` it is asked for by POST."""
    import httpx

    headers = {"Authorization": f"Bearer {key}"} if key else {}
    verify = url.startswith("https:")  # to load certificates takes long
    trusting = not is_here(urlsplit(url).hostname or "")
    try:
        with httpx.Client(timeout=seconds, verify=verify, trust_env=trusting, headers=headers) as client:
            reply = client.get(url) if send is None else client.post(url, json=dict(send))
            found = reply.json() if reply.status_code == 200 else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
