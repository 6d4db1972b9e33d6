"""Links as they are written -> links to follow."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from domain.documents import Link
from ingest.markdown.prose import Reference

NOTE = "note:"
NOTE_SUFFIXES = (
    *(".md", ".markdown", ".mdown", ".mdx", ".qmd", ".rmd", ".txt", ".ipynb"),
    *(".html", ".htm", ".docx", ".pdf", ".csv", ".tsv"),
)
_TRACKING = re.compile(
    r"(?:utm_|sc_|mc_|hsa_|pk_|mtm_)\w*|trk\w*|did|fbclid|gclid|dclid|msclkid|yclid|igshid|_hs\w+|ref_src",
    re.IGNORECASE,
)

_MEDIA = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|bmp|mp[34]|mov|webm|wav|ogg|m4a|canvas|excalidraw|csv|xlsx?|doc|pptx?|zip)$",
    re.I,
)


def links(references: Iterable[Reference], source_id: str, base: str = "") -> Iterator[Link]:
    """The links that lead to a page or to another note, in order; mail addresses, images and anchors lead nowhere.

    What is relative leads to another note, or on a page with an address, its `base`, to another page.
    """
    for reference in sorted(references, key=lambda r: (r.start, r.end)):
        if url := _page(reference, base) if base else target_of(reference, source_id):
            yield Link(url, reference.start, reference.end, reference.label)


def _page(reference: Reference, base: str) -> str:
    """The page that a link on another page leads to; "" for a place on the same one."""
    target = reference.target.strip()
    if reference.wiki or not target or target.startswith("#"):
        return ""
    try:
        url = urljoin(base, target)
    except ValueError:  # no address at all
        return ""
    return clean_url(url) if url.lower().startswith(("http://", "https://")) else ""


def target_of(reference: Reference, source_id: str) -> str:
    """What a link leads to: a URL without tracking and fragment, the id of a note, or "" for neither."""
    target = reference.target.strip()
    if target.lower().startswith(("http://", "https://")):
        return clean_url(target)
    path = unquote(target.split("#", 1)[0]).split("?", 1)[0]
    if reference.wiki:
        path = _wiki_path(path.strip())
    if not path.lower().endswith(NOTE_SUFFIXES) or ":" in path.split("/")[0]:
        return ""
    return _note(path, source_id)


def _wiki_path(name: str) -> str:
    """The file that a wikilink names; "" for a picture, a PDF or a place in the same note."""
    if not name or name.lower().endswith(NOTE_SUFFIXES):
        return name
    return "" if _MEDIA.search(name) else f"{name}.md"


def _note(path: str, source_id: str) -> str:
    """The id of the note at a path that is relative to another note; "" when it leaves the shelf."""
    home = posixpath.dirname(source_id.removeprefix(NOTE))
    resolved = posixpath.normpath(posixpath.join(home, path)) if not path.startswith("/") else path.lstrip("/")
    return "" if resolved.startswith("..") else NOTE + resolved


def clean_url(url: str) -> str:
    """A URL without fragment and tracking parameters; "" when it is none."""
    try:
        parts = urlsplit(url)
        kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(pair.split("=", 1)[0])]
        clean = urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, "&".join(kept), ""))
        return clean if parts.hostname else ""
    except ValueError:  # a bracket without its pair, a port that is no number
        return ""
