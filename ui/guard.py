"""Who may speak to the app: pages of its own address, and nobody else.

A name that an attacker lets point at this machine (DNS rebinding) must not read the notes, and no other page may open
the app's WebSocket. Streamlit checks origins only, and to judge a strange one asks a host outside for this machine's
address; what is refused here never gets that far.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]

_REFUSAL = (
    b"Footnote does not answer under this address. "
    b"Open it as http://localhost, or name the address when it starts: --browser.serverAddress NAME\n"
)
_POLICY_VIOLATION = 1008  # what a refused WebSocket is closed with


class OwnAddressOnly:
    """ASGI middleware that refuses requests for foreign hosts and from foreign pages."""

    def __init__(self, app: Asgi, names: Callable[[], Iterable[str]]) -> None:
        """`names` gives the hosts, besides localhost and bare IP addresses, under which the app is served."""
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] not in ("http", "websocket") or self._may_pass(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(_REFUSAL)).encode())]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": _REFUSAL})

    def _may_pass(self, scope: Scope) -> bool:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin")
        if not self._is_own(f"//{host}"):
            return False
        if scope["type"] == "http" or origin is None:  # a browser lets no page read what another host answers
            return True
        address = origin.decode("latin-1")
        return address.partition("://")[2] == host or _host(address) in self._served_as()

    def _is_own(self, address: str) -> bool:
        """Whether nobody but this machine's owner can have chosen the host: an IP address is not rebound."""
        host = _host(address)
        return host == "localhost" or host.endswith(".localhost") or _is_ip(host) or host in self._served_as()

    def _served_as(self) -> set[str]:
        return {name.strip("[]").lower() for name in self._names() if name}


def served_names() -> list[str]:
    """The hosts that Streamlit was told it is served under."""
    from streamlit import config  # deferred: app.py imports this module before Streamlit has read its settings

    return [str(config.get_option(option) or "") for option in ("server.address", "browser.serverAddress")]


def _host(address: str) -> str:
    """The host of an address without its port; empty where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
