"""An answer -> the record that the cache keeps of it; pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import httpx

from domain.linked import LinkState
from ingest.fetching.bodies.logins import SAVE, needs_login
from ingest.fetching.bodies.page_checks import signs_of
from ingest.fetching.cache import Record
from ingest.fetching.errors import NotFetched
from ingest.fetching.limits import Limits
from ingest.fetching.policy.freshness import fresh_until
from ingest.fetching.policy.verdicts import REDIRECTS
from ingest.fetching.request import Received

_LONGEST = 4 * 2**20  # bytes that are looked through
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}  # by byte order mark
_HTML = frozenset({"text/html", "application/xhtml+xml"})


def record_of(url: httpx.URL, received: Received, now: datetime, limits: Limits) -> Record:
    """The record of a page or a redirect; `NotFetched` for a page that is no page."""
    record = renewed(Record(str(url), now, now), received.headers, now, limits)
    if received.status in REDIRECTS:
        return replace(record, location=_joined(url, received.location), etag="", last_modified="")
    try:
        if location := _led_on(url, received):
            return replace(record, location=location, etag="", last_modified="")
    except NotFetched as verdict:
        verdict.status = received.status
        raise
    digest = sha256(received.body).hexdigest()
    return replace(record, media_type=received.media_type, charset=received.charset, digest=digest)


def renewed(record: Record, headers: Mapping[str, str], now: datetime, limits: Limits) -> Record:
    """A record that its server confirmed just now."""
    return replace(
        record,
        confirmed=now,
        fresh_until=fresh_until(headers, now, limits),
        etag=_sendable(headers.get("etag", record.etag)),
        last_modified=_sendable(headers.get("last-modified", record.last_modified)),
    )


def _sendable(validator: str) -> str:
    """A validator that can be sent back as it came; "" for any other."""
    return validator if validator.isascii() and validator.isprintable() else ""


def _led_on(url: httpx.URL, received: Received) -> str:
    """Where a page that says nothing itself sends its reader; `NotFetched` when it is not for reading."""
    if not received.body or received.body.isspace():
        raise NotFetched(LinkState.FAILED, "The page is empty.", "Check the link in your browser.")
    if received.media_type not in _HTML:
        return ""
    signs = signs_of(_decoded(received))
    if signs.is_sign_in:
        raise needs_login("The page is only a form to sign in.")
    if signs.refresh and signs.says_little:
        return _joined(url, signs.refresh)
    if signs.needs_javascript:
        reason = "The page shows nothing without JavaScript."
        raise NotFetched(LinkState.NEEDS_JAVASCRIPT, reason, SAVE.replace("Sign in with", "Open it in"))
    return ""


def _joined(url: httpx.URL, location: str) -> str:
    try:
        if not location:
            raise httpx.InvalidURL("no location")
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        reason = "The page sends on to an address that cannot be read."
        raise NotFetched(LinkState.FAILED, reason, "Check the link in your browser.", status=302) from error


def _decoded(received: Received) -> str:
    """The text, well enough to look for signs in it: what gives a page away is ASCII, in nearly every encoding.

    The server's charset is not handed to `decode`: some of Python's, such as punycode, take quadratic time.
    """
    wide = _WIDE.get(received.body[:2])
    return received.body[:_LONGEST].decode(wide or "utf-8", errors="replace")
