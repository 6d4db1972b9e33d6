"""What a site may answer, the hostile answers included."""

import gzip
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

HTML = "text/html; charset=utf-8"
TEXT = " ".join(["The buffer holds records for five minutes before it writes them to the bucket."] * 6)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the server saw it, and what it answered."""

    url: str
    headers: Mapping[str, str]  # names in lower case
    status: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. With an ETag or Last-Modified the server answers 304 by itself where that is right."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: Callable[[], Iterator[bytes]] | None = None  # instead of a body: sent as they come, until they end
    claims: int | None = None  # a Content-Length that is not true
    reset: bool = False  # break the connection off without an answer

    def having(self, **headers: str) -> "Reply":
        """The same with more headers; `_` in a name stands for `-`."""
        return replace(self, headers={**self.headers, **{n.replace("_", "-"): v for n, v in headers.items()}})


Responder = Callable[[Asked], Reply]


def page(body: str = TEXT, media_type: str = HTML, *, status: int = 200) -> Reply:
    """A page of text; HTML is given its frame."""
    text = f"<!doctype html><title>A page</title><h1>A page</h1><p>{body}</p>" if media_type == HTML else body
    return Reply(status, text.encode(), {"Content-Type": media_type})


def raw(body: bytes, media_type: str = "") -> Reply:
    """Bytes, of a type or of none."""
    return Reply(200, body, {"Content-Type": media_type} if media_type else {})


def redirect(to: str, status: int = 301) -> Reply:
    """A redirect, with a little body as real ones have."""
    return Reply(status, b"<p>Moved.</p>", {"Location": to, "Content-Type": HTML})


def robots(text: str) -> Reply:
    """A robots.txt."""
    return page(text, "text/plain")


def sign_in_form() -> Reply:
    """A page that is only a form with a password."""
    form = "<form action=/login><input name=user><input type=password name=word><button>Sign in</button></form>"
    return Reply(200, f"<!doctype html><title>Sign in</title>{form}".encode(), {"Content-Type": HTML})


def script_shell() -> Reply:
    """What a single-page application sends: nothing to read."""
    html = (
        "<!doctype html><html><head><title>App</title><script src=/main.js></script></head><body>"
        "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div></body></html>"
    )
    return Reply(200, html.encode(), {"Content-Type": HTML})


def gzip_bomb(size: int, encoding: str = "gzip") -> Reply:
    """Zeros, `size` bytes of them once unpacked."""
    packed = gzip.compress(bytes(size), 1) if encoding == "gzip" else zlib.compress(bytes(size), 1)
    return Reply(200, packed, {"Content-Type": HTML, "Content-Encoding": encoding})


def endless(pause: float = 0.0) -> Reply:
    """A body that never ends; with a pause, a slow drip."""

    def pieces() -> Iterator[bytes]:
        while True:
            yield b"x" if pause else b"x" * 65536
            time.sleep(pause)

    return Reply(200, headers={"Content-Type": HTML}, pieces=pieces)


def cut_short(sent: bytes = b"<!doctype html><p>The first half") -> Reply:
    """A body that ends before its Content-Length."""
    return Reply(200, sent, {"Content-Type": HTML}, claims=len(sent) + 1000)


def broken_off() -> Reply:
    """A connection reset instead of an answer."""
    return Reply(reset=True)
