"""A URL as written -> the one form that is checked, asked for and remembered, or the reason to refuse it; pure.

httpx is the only parser, so what is checked and what is connected to cannot be read differently.
"""

import re
from ipaddress import ip_address

import httpx

from domain.linked import LinkState
from ingest.fetching.errors import NotFetched, blocked
from ingest.fetching.net.addresses import Address

LONGEST = 8_000  # characters; longer ones are attacks or mistakes
_NAME = re.compile(r"(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")  # a last label like this makes the whole host an IPv4 address, in some form
_LOCAL = re.compile(r"[^.]+|(.+\.)?(localhost|local|internal|intranet|lan|corp|home|home\.arpa|localdomain)")


def parsed(url: str) -> httpx.URL:
    """A URL without fragment, with its host in ASCII and without a trailing dot; `NotFetched` for one to refuse."""
    if len(url) > LONGEST:
        raise _unreadable("The address is too long to be one.")
    try:
        found = httpx.URL(url.strip())
        host = found.raw_host.decode("ascii").lower().removesuffix(".")
        _ = found.host  # an international name that cannot be decoded is refused here, not by whoever shows it
        clean = found.copy_with(host=host, fragment=None)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _unreadable("The address cannot be read.") from error
    if found.scheme not in ("http", "https"):
        raise blocked(f"Only http and https are followed, not {found.scheme or 'this'}.", "Save the page as a file.")
    if found.userinfo:
        raise blocked(
            "The address holds a user name or password.", "Remove it from the link, or save the page as a file."
        )
    if not _is_host(host):
        raise blocked("The host is not written as a plain name or address.", "Write the host as browsers show it.")
    return clean


def host_of(url: httpx.URL) -> str:
    """The host of a URL in ASCII, as it is compared, resolved and sent."""
    return url.raw_host.decode("ascii")


def literal(host: str) -> Address | None:
    """The address that a host is; nothing when it is a name."""
    try:
        return ip_address(host.strip("[]"))
    except ValueError:
        return None


def is_local_name(host: str) -> bool:
    """Whether a name means a machine near by whatever a resolver says: `localhost`, `printer`, `wiki.internal`."""
    return literal(host) is None and _LOCAL.fullmatch(host) is not None


def port_of(url: httpx.URL) -> int:
    """The port that a URL leads to."""
    return url.port or (443 if url.scheme == "https" else 80)


def origin_of(url: httpx.URL) -> str:
    """Scheme, host and port, as one robots.txt governs them."""
    return str(url.copy_with(raw_path=b"/")).removesuffix("/")


def _is_host(host: str) -> bool:
    if ":" in host:
        return "%" not in host and literal(host) is not None
    if _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        return literal(host) is not None  # decimal, octal, hex and short forms are disguises
    return len(host) <= 253 and _NAME.fullmatch(host) is not None


def _unreadable(reason: str) -> NotFetched:
    return NotFetched(LinkState.FAILED, reason, "Correct the link in the note.")
