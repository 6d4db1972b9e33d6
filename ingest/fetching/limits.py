"""How much, how long and how often; every number a caller may want to change, in one value."""

from dataclasses import dataclass

AGENT = "Footnote/1.0 (+study partner; personal use)"
ROBOT = "Footnote"  # the name that a robots.txt knows us by


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds."""

    connect: float = 10
    read: float = 20  # between two pieces of an answer
    total: float = 120  # one attempt, from connecting to the last byte
    packed: int = 50 * 2**20  # of a body as it is sent
    unpacked: int = 50 * 2**20  # of a body when decompressed
    redirects: int = 10
    attempts: int = 3
    longest_wait: float = 60  # that a Retry-After can make us sit through
    minimum_age: float = 24 * 3600  # no page is asked for again sooner, unless the caller says `since`
    maximum_age: float = 30 * 24 * 3600  # however long a server says that its page keeps
    delay: float = 0.5  # between two requests to one host
    longest_delay: float = 10  # that a robots.txt can ask for
    connections: int = 2  # to one host at a time
    outage: float = 60  # how long a host that could not be reached is left alone
