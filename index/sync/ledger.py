"""The ledger of links, kept beside what was read of them."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from domain.linked import LINKED, Change, Followed, LedgerEntry, LinkState, Place
from index.sqlite.codec import unpack, unpack_text
from index.sqlite.store import Connection


def places_of(connection: Connection) -> dict[str, tuple[Place, ...]]:
    """Every page that the notes link to -> where; in order of source and line."""
    found: defaultdict[str, list[Place]] = defaultdict(list)
    rows = connection.execute(
        "SELECT s.id, d.text, d.links FROM sources s JOIN documents d ON d.source = s.id"
        " WHERE s.shelf <> ? ORDER BY s.id",
        (LINKED,),
    )
    for source_id, text, links in rows:
        held = [link for link in unpack(links) if link[0].startswith(("http://", "https://"))]
        whole = unpack_text(text) if held else ""
        for url, start, _, label in held:
            found[url].append(Place(source_id, whole.count("\n", 0, start) + 1, label))
    return {url: tuple(places) for url, places in sorted(found.items())}


def entries_of(connection: Connection, places: Mapping[str, tuple[Place, ...]] | None = None) -> list[LedgerEntry]:
    """The ledger, in order of address: what the notes link to, and what is noted of it.

    `places` is what `places_of` gave for the same version of the library: looking them up reads every document.
    """
    columns = "url, state, reason, hint, at, final_url, left_out, section, held, saved"
    rows = {row[0]: row[1:] for row in connection.execute(f"SELECT {columns} FROM ledger")}
    led, changes = sources_by_link(connection), _changes_of(connection)
    passages = dict(
        connection.execute(
            "SELECT source, count(*) FROM passages WHERE source IN (SELECT source FROM led) GROUP BY source"
        )
    )
    return [
        _entry(url, held, rows.get(url), led.get(url, ()), passages, changes)
        for url, held in (places_of(connection) if places is None else places).items()
    ]


def sources_by_link(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Link -> the sources that were read of it, in their order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for url, source in connection.execute("SELECT url, source FROM led ORDER BY url, place"):
        found[url].append(source)
    return {url: tuple(sources) for url, sources in found.items()}


def note(connection: Connection, followed: Followed, sources: Iterable[str]) -> None:
    """Keep what came of a link, and which sources stand for it now."""
    row = (
        followed.url,
        followed.state.value,
        followed.reason,
        followed.hint,
        followed.at.isoformat(),
        followed.final_url,
        followed.left_out,
    )
    connection.execute(
        "INSERT INTO ledger (url, state, reason, hint, at, final_url, left_out) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (url) DO UPDATE SET state = excluded.state, reason = excluded.reason, hint = excluded.hint,"
        " at = excluded.at, final_url = excluded.final_url, left_out = excluded.left_out",
        row,
    )
    connection.execute("DELETE FROM led WHERE url = ?", (followed.url,))
    rows = [(followed.url, place, source) for place, source in enumerate(dict.fromkeys(sources))]
    connection.executemany("INSERT INTO led VALUES (?, ?, ?)", rows)


def hold(connection: Connection, url: str, state: LinkState | None) -> None:
    """Pause or remove a link, or None: follow it again."""
    connection.execute("INSERT OR IGNORE INTO ledger (url) VALUES (?)", (url,))
    connection.execute("UPDATE ledger SET held = ? WHERE url = ?", (state.value if state else "", url))
    if state is LinkState.REMOVED:
        connection.execute("DELETE FROM led WHERE url = ?", (url,))


def stand_in(connection: Connection, url: str, path: str) -> None:
    """A file saved by hand is read in place of a link; "": no more."""
    connection.execute("INSERT OR IGNORE INTO ledger (url) VALUES (?)", (url,))
    connection.execute("UPDATE ledger SET saved = ?, held = '' WHERE url = ?", (path, url))


def widen(connection: Connection, url: str, section: bool) -> None:
    """Read the pages below a link's page, too, or no more."""
    connection.execute("INSERT OR IGNORE INTO ledger (url) VALUES (?)", (url,))
    connection.execute("UPDATE ledger SET section = ? WHERE url = ?", (section, url))


def note_change(connection: Connection, change: Change) -> None:
    """Keep how a page changed, in place of how it changed before."""
    row = (change.source_id, change.at.isoformat(), change.diff)
    connection.execute("INSERT OR REPLACE INTO changes VALUES (?, ?, ?)", row)


def orphans_of(connection: Connection) -> tuple[str, ...]:
    """Forget links that no note holds any more; the sources that no link leads to then."""
    wanted = json.dumps(list(places_of(connection)))
    connection.execute("DELETE FROM ledger WHERE url NOT IN (SELECT value FROM json_each(?))", (wanted,))
    rows = connection.execute(
        "SELECT id FROM sources WHERE shelf = ? AND id NOT IN (SELECT source FROM led) ORDER BY id", (LINKED,)
    )
    gone = tuple(source for (source,) in rows)
    connection.executemany("DELETE FROM changes WHERE source = ?", ((source,) for source in gone))
    return gone


def states_of(connection: Connection) -> dict[str, int]:
    """How many links stand in each state."""
    return dict(sorted(Counter(entry.state.value for entry in entries_of(connection)).items()))


def _changes_of(connection: Connection) -> dict[str, Change]:
    rows = connection.execute("SELECT source, at, diff FROM changes")
    return {source: Change(source, datetime.fromisoformat(at), diff) for source, at, diff in rows}


def _entry(
    url: str,
    places: tuple[Place, ...],
    row: tuple[str, ...] | None,
    sources: tuple[str, ...],
    passages: Mapping[str, int],
    changes: Mapping[str, Change],
) -> LedgerEntry:
    if row is None:
        return LedgerEntry(url, places)
    state, reason, hint, at, final_url, left_out, section, held, saved = row
    return LedgerEntry(
        url=url,
        places=places,
        state=LinkState(held or state),
        reason="" if held else reason,
        hint="" if held else hint,
        at=datetime.fromisoformat(at) if at else None,
        final_url=final_url,
        sources=sources,
        left_out=int(left_out),
        passages=sum(passages.get(source, 0) for source in sources),
        changes=tuple(changes[source] for source in sources if source in changes),
        section=bool(section),
        saved=saved,
    )
