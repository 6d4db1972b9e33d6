"""What a model server does with one request."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Says:
    """A reply, word by word; what is left out goes well."""

    text: str = "Kilns fire clay."
    first_after: float = 0.0  # seconds until the first word, the headers included
    silent_after: float = 0.0  # seconds of silence after the headers and the opening chunk, before the first word
    each_after: float = 0.0  # seconds before each later word
    stalls_after: int | None = None  # words after which nothing more comes, and the connection stays
    cut_after: int | None = None  # words after which the connection breaks
    ends_after: int | None = None  # words after which the body ends as if it were complete
    garbled_after: int | None = None  # words after which something comes that is no JSON
    error_after: int | None = None  # words after which the server tells of an error of its own
    thinks: str = ""  # what it thinks, in a field of its own
    finish: str = "stop"
    says_usage: bool = True
    keeps_alive: bool = False  # sends comments while it is silent

    def __str__(self) -> str:
        """What is out of the ordinary, as the name of a test."""
        unusual = {f.name: v for f in fields(self) if (v := getattr(self, f.name)) != f.default}
        return " ".join(f"{name}={str(value)[:20]!r}" for name, value in unusual.items()) or "fine"

    @property
    def words(self) -> list[str]:
        """The pieces: words with the space before them."""
        first, *rest = self.text.split(" ")
        return [first, *(f" {word}" for word in rest)] if self.text else []


@dataclass(frozen=True, slots=True)
class Fails:
    """An error with the body that the real server sends; `body` None: an HTML page, as proxies send them."""

    status: int
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resets:
    """The connection breaks before there is an answer."""


Deed = Says | Fails | Resets
Reaction = Callable[[dict[str, Any]], Deed]  # what is asked for -> what is done about it
