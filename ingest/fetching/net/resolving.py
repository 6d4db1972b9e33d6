"""A host name -> the addresses it has, through a resolver that can be swapped."""

import socket
from collections.abc import Sequence
from typing import Protocol

Endpoint = tuple[str, int]  # an IP address as text, and the port to connect to


class Resolver(Protocol):
    """What looks host names up. It is not trusted: every answer is checked."""

    def resolve(self, host: str, port: int, /) -> Sequence[Endpoint]:
        """Where a host listens, best first; `OSError` when that cannot be found out."""
        ...


class SystemResolver:
    """The operating system's resolver."""

    def resolve(self, host: str, port: int, /) -> Sequence[Endpoint]:
        """Where a host listens, in the system's order of preference."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys((str(address[0]), int(address[1])) for *_, address in found))
