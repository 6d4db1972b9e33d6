"""A scripted ledger that holds every state, and the checks of its notes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from domain.documents import Document, Kind, Passage, Source
from domain.linked import Agreement, Change, Check, LedgerEntry, LinkState, Place
from domain.replies import Citation

AT = datetime(2026, 3, 12, 14, 5, tzinfo=UTC)
GUIDE, LIMITS = "https://docs.aws.amazon.com/databrew/", "https://docs.aws.amazon.com/streams/limits.html"
PAGES = {
    f"web:{GUIDE}": "DataBrew has more than 250 built-in transformations for cleaning data.",
    f"web:{LIMITS}": "Each shard supports up to 2 MB per second. The <b>retention</b> period is 24 hours by default.",
}
DIFF = "\n".join(
    ["  # Quotas", "- A shard takes 1 MB a second.", "+ A shard takes 2 MB a second, <b>on demand</b>.", "…", "  End."]
)
_REASONS = {
    LinkState.BLOCKED: ("The site asks programs to stay away.", "Save the page yourself and use the file."),
    LinkState.NEEDS_LOGIN: ("The page asks for a login.", "Log in, save the page, and use the file."),
    LinkState.NEEDS_JAVASCRIPT: ("It shows its words only in a browser.", "Print it to a PDF and use that."),
    LinkState.GONE: ("The site says 404: there is no such page.", "Look for where it has moved."),
    LinkState.TOO_LARGE: ("The file has more than 50 MB.", "Save the part that you need."),
    LinkState.FAILED: ("The site took more than 30 seconds", "Try again later"),
}


def entries() -> dict[str, LedgerEntry]:
    """One link in every state, by address."""
    guide = LedgerEntry(
        GUIDE,
        (Place("note:glue.md", 12, "the guide"), Place("note:athena.md", 5, "*")),
        LinkState.FETCHED,
        at=AT,
        sources=(f"web:{GUIDE}",),
        passages=1,
        left_out=12,
    )
    limits = LedgerEntry(
        LIMITS,
        (Place("note:kinesis.md", 5, "limits <img src=x onerror=alert(1)>"),),
        LinkState.UNCHANGED,
        at=AT,
        sources=(f"web:{LIMITS}",),
        passages=1,
        changes=(Change(f"web:{LIMITS}", AT, DIFF),),
    )
    rest = [state for state in LinkState if state not in (LinkState.FETCHED, LinkState.UNCHANGED)]
    return {entry.url: entry for entry in (guide, limits, *(_entry(state, n) for n, state in enumerate(rest)))}


def _entry(state: LinkState, number: int) -> LedgerEntry:
    url = f"https://example.org/{state.name.lower()}"
    reason, hint = _REASONS.get(state, ("", ""))
    moved = "https://example.org/elsewhere" if state is LinkState.REDIRECTED else ""
    tried = None if state is LinkState.LISTED else AT
    place = Place("note:glue.md", 4 + number, f"a link, {state.value}")
    return LedgerEntry(url, (place,), state, reason, hint, tried, moved)


def many(count: int) -> dict[str, LedgerEntry]:
    """A ledger of so many links."""
    made = [_entry(list(LinkState)[n % len(LinkState)], n) for n in range(count)]
    return {entry.url: entry for entry in (replace(e, url=f"{e.url}/{n}") for n, e in enumerate(made))}


def pages() -> Mapping[str, Document]:
    """What was read of the links."""
    return {key: Document(Source(key, Kind.WEB, _title(key), key[4:], "linked pages"), PAGES[key]) for key in PAGES}


def checks() -> list[Check]:
    """One bullet for each verdict, the one that agrees first."""
    guide, limits = Place("note:glue.md", 12, "the guide"), Place("note:kinesis.md", 5, "limits")
    return [
        Check(
            GUIDE,
            guide,
            "it has over 250 ready transformations, see the guide",
            Agreement.AGREES,
            _quote(f"web:{GUIDE}", "more than 250 built-in transformations"),
        ),
        Check(
            LIMITS,
            limits,
            "A shard takes 1 MB or 1,000 records a second.",
            Agreement.DIFFERS,
            _quote(f"web:{LIMITS}", "Each shard supports up to 2 MB per second."),
            ("1 MB",),
        ),
        Check(LIMITS, limits, "It can be raised to 365 days.", Agreement.NOT_FOUND),
    ]


def _quote(key: str, words: str) -> Citation:
    document = pages()[key]
    passage = Passage(document.source, 0, len(document.text), document.text, ("Quotas",), plain=document.text)
    return Citation(1, passage, start := document.text.index(words), start + len(words))


def _title(key: str) -> str:
    return {f"web:{GUIDE}": "What is DataBrew?", f"web:{LIMITS}": "Quotas and limits"}[key]
