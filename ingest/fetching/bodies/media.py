"""What kind of body it is: what the server says, corrected by how it begins; pure."""

import re

from domain.linked import LinkState
from ingest.fetching.errors import NotFetched

PDF, HTML, TEXT, MARKDOWN, JSON = "application/pdf", "text/html", "text/plain", "text/markdown", "application/json"
_UNSAID = frozenset(
    {"", "application/octet-stream", "binary/octet-stream", "application/x-download", "unknown/unknown"}
)
_NAMES = {
    "application/x-pdf": PDF,
    "text/x-markdown": MARKDOWN,
    "text/x-web-markdown": MARKDOWN,
    "text/json": JSON,
    "application/x-json": JSON,
}
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)


def declared(content_type: str) -> tuple[str, str]:
    """A Content-Type header -> media type and charset, each "" when unsaid."""
    media_type, *parameters = content_type.split(";")
    charset = ""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'").lower()
    media_type = media_type.strip().lower()
    return _NAMES.get(media_type, media_type), charset


def refuse_early(media_type: str, accept: frozenset[str]) -> None:
    """`NotFetched` before a byte is read, for a type that no first bytes could turn into a wanted one."""
    if media_type not in accept and media_type not in _UNSAID and media_type not in (TEXT, PDF, HTML):
        raise unwanted(media_type)


def settled(media_type: str, body: bytes, path: str, accept: frozenset[str]) -> str:
    """The media type of a body; `NotFetched` when it is none of those wanted."""
    found = _sniffed(media_type, body, path, accept)
    if found not in accept:
        raise unwanted(found)
    return found


def unwanted(media_type: str) -> NotFetched:
    """The verdict on a body of the wrong kind."""
    reason = f"It is {media_type or 'data of an unknown kind'}, which cannot be read as text."
    hint = "Web pages, Markdown, plain text and PDF can be read."
    return NotFetched(LinkState.FAILED, reason, hint, media_type=media_type or "application/octet-stream")


def _sniffed(media_type: str, body: bytes, path: str, accept: frozenset[str]) -> str:
    if b"%PDF-" in body[:1024]:
        return PDF
    if media_type in (PDF, *_UNSAID) and _HTML_START.match(body[:4096]):
        return HTML  # an error page in place of the file
    if media_type in (TEXT, *_UNSAID) and JSON in accept and body.lstrip()[:1] in (b"{", b"["):
        return JSON
    if media_type in _UNSAID and _is_binary(body):
        return "application/octet-stream"
    if media_type in (TEXT, *_UNSAID):
        return MARKDOWN if path.lower().endswith((".md", ".markdown")) else TEXT
    return media_type


def _is_binary(body: bytes) -> bool:
    """Whether there are NULs outside of UTF-16 and UTF-32, or nothing but control characters."""
    start = body[:4096]
    return b"\x00" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
