"""The states of links in a tutor's words, and the groups a student looks through."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

from domain.linked import LedgerEntry, LinkState

Tone = Literal["read", "attention", "waiting", "off"]

ALL = "All"
_KEPT_AS = re.compile(r"\A[0-9a-f]{12}-(?=.)")
GROUPS: dict[str, Tone | None] = {  # what is offered as a filter -> the tone it keeps
    ALL: None,
    "Need attention": "attention",
    "Read": "read",
    "Not read yet": "waiting",
    "Paused or removed": "off",
}
_SAID = {
    LinkState.LISTED: "Not read yet",
    LinkState.FETCHED: "Read",
    LinkState.UNCHANGED: "Read, nothing new",
    LinkState.REDIRECTED: "Read at another address",
    LinkState.BLOCKED: "Blocked",
    LinkState.NEEDS_LOGIN: "Needs a login",
    LinkState.NEEDS_JAVASCRIPT: "Shows its words only in a browser",
    LinkState.GONE: "Gone",
    LinkState.TOO_LARGE: "Too large",
    LinkState.FAILED: "Could not be read",
    LinkState.PAUSED: "Paused",
    LinkState.REMOVED: "Removed",
}
_TONES: dict[LinkState, Tone] = {
    LinkState.LISTED: "waiting",
    LinkState.PAUSED: "off",
    LinkState.REMOVED: "off",
}


def tone(state: LinkState) -> Tone:
    """Whether a link is read, waits to be, is left alone, or needs the student."""
    return "read" if state.readable else _TONES.get(state, "attention")


def said(entry: LedgerEntry) -> str:
    """Where a link stands."""
    if entry.saved and entry.state.readable:
        return f"Read from your file {file_name(entry.saved)}"
    return _SAID[entry.state]


def why(entry: LedgerEntry) -> str:
    """What is to know about it, and what the student can do; a saved file is named in the state already."""
    if entry.saved and entry.state.readable:
        return ""
    return " ".join(f"{words}{'' if words[-1] in '.!?…' else '.'}" for words in (entry.reason, entry.hint) if words)


def file_name(path: str) -> str:
    """A saved file as the student named it: without its folder, and the digits that tell it from others."""
    return _KEPT_AS.sub("", path.replace("\\", "/").rsplit("/", 1)[-1])


def held(entry: LedgerEntry) -> str:
    """ "3 pages, 42 passages, 12 more pages left out"."""
    counts = ((len(entry.sources), "page"), (entry.passages, "passage"), (entry.left_out, "more page"))
    words = [f"{number:,} {what}{'s' if number != 1 else ''}" for number, what in counts if number]
    return ", ".join(words) + (" left out" if entry.left_out else "")


def counted(states: Iterable[LinkState]) -> str:
    """ "14 read, 6 need attention, 2 not read yet"."""
    tones = Counter(tone(state) for state in states)
    attention = "needs attention" if tones["attention"] == 1 else "need attention"
    names: dict[Tone, str] = {
        "read": "read",
        "attention": attention,
        "waiting": "not read yet",
        "off": "paused or removed",
    }
    return ", ".join(f"{tones[key]:,} {name}" for key, name in names.items() if tones[key])


def short(url: str) -> str:
    """An address as people write it."""
    return url.split("://", 1)[-1].rstrip("/")
