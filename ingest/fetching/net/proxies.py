"""Which proxy a URL goes through, from what HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY say.

A proxy looks names up itself, so there the address cannot be pinned. What can be checked still is: addresses written in
the URL, local names, and what the name resolves to here, if it does (behind many proxies it does not). The rest is the
proxy's to refuse. The proxy's own address is the user's choice and is not checked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network

import httpx

from ingest.fetching.errors import unreachable
from ingest.fetching.urls import host_of, literal, port_of


@dataclass(frozen=True)
class Proxies:
    """Scheme -> proxy URL, and "no" -> hosts that go without, as `urllib.request.getproxies()` gives them."""

    by_scheme: Mapping[str, str] = field(default_factory=dict)

    def proxy_for(self, url: httpx.URL) -> httpx.URL | None:
        """The proxy to use; nothing for a direct connection. `NotFetched` for a proxy of a kind not spoken here."""
        written = self.by_scheme.get(url.scheme) or self.by_scheme.get("all")
        if not written or _goes_without(url, self.by_scheme.get("no", "")):
            return None
        try:
            proxy = httpx.URL(written if "://" in written else f"http://{written}")
        except httpx.InvalidURL as error:
            raise _unusable() from error
        if proxy.scheme not in ("http", "https") or not proxy.raw_host:
            raise _unusable()
        return proxy


def _goes_without(url: httpx.URL, no_proxy: str) -> bool:
    """Whether NO_PROXY names a host: "*", a domain, a host with a port, an address or a network."""
    entries = [entry.strip().lower().removeprefix("*.").removeprefix(".") for entry in no_proxy.split(",")]
    host, address = host_of(url), literal(host_of(url))
    if "*" in entries or host in entries or f"{host}:{port_of(url)}" in entries:
        return True
    if address is None:
        return any(entry and host.endswith(f".{entry}") for entry in entries)
    return any(address in ip_network(entry, strict=False) for entry in entries if _is_network(entry))


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _unusable() -> Exception:
    hint = "Set HTTP_PROXY and HTTPS_PROXY to an address that begins with http://."
    return unreachable("The proxy set on this computer cannot be used.", hint, again=False)
