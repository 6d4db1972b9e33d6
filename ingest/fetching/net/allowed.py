"""What `--allow-host` lets through, and the check of addresses that it is an exception to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address

import httpx

from domain.errors import WrongHost
from ingest.fetching.errors import NotFetched, blocked
from ingest.fetching.net.addresses import can_be_allowed, is_public
from ingest.fetching.net.resolving import Endpoint
from ingest.fetching.urls import host_of, is_local_name, literal, parsed, port_of


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides where connections may go; `allowed` holds (host, port), with port 0 for every port of the host."""

    allowed: frozenset[tuple[str, int]] = frozenset()

    @classmethod
    def allowing(cls, hosts: Iterable[str]) -> "Guard":
        """A guard that lets these through: "wiki.corp", "localhost:8080", "[::1]:80"; `WrongHost` for anything else."""
        return cls(frozenset(_host_and_port(text) for text in hosts))

    def allows(self, host: str, port: int) -> bool:
        """Whether the student allowed this host."""
        return (host, 0) in self.allowed or (host, port) in self.allowed

    def check_url(self, url: httpx.URL) -> None:
        """`NotFetched` when a URL says by itself that it leads to a private place."""
        host, port = host_of(url), port_of(url)
        if is_local_name(host) and not self.allows(host, port):
            raise _private(host, port)
        if address := literal(host):
            self.check(host, port, [(str(address), port)])

    def check(self, host: str, port: int, endpoints: Sequence[Endpoint]) -> None:
        """`NotFetched` unless every address that a host resolved to may be connected to."""
        addresses = [ip_address(address) for address, _ in endpoints]
        if not all(can_be_allowed(address) for address in addresses):
            raise blocked(f"{host} leads to an address that no page is read from.", "Correct or remove the link.")
        if not self.allows(host, port) and not all(is_public(address) for address in addresses):
            raise _private(host, port)


def _private(host: str, port: int) -> NotFetched:
    name = f"[{host}]" if ":" in host else host
    place = name if port in (80, 443) else f"{name}:{port}"
    reason = f"{name} is on a private network or on this computer."
    hint = f"If you trust it, name {place} on the Settings page, or sync with --allow-host {place}."
    return blocked(reason, hint)


def _host_and_port(text: str) -> tuple[str, int]:
    try:
        url = parsed(text if "://" in text else f"http://{text}")
    except NotFetched as error:
        raise WrongHost(f"“{text}” names no host.", "Give a host such as localhost or localhost:8080.") from error
    return host_of(url), url.port or 0
