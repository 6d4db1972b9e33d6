"""The ledger on the Library page: the button that reads linked pages, and three views of what came of it."""

from collections import Counter
from collections.abc import Sequence
from time import perf_counter
from urllib.parse import urlsplit

import streamlit as st

from domain.documents import Source
from domain.linked import Agreement, LedgerEntry
from domain.partner import StudyPartner
from ui.citations.markup import web_link
from ui.errors import plain, show
from ui.jobs import ChecksWork, desk_of
from ui.ledger import words
from ui.ledger.changes import changed
from ui.ledger.compared import VERDICTS, compared
from ui.ledger.component import Ledger, draw
from ui.ledger.jobs import FollowWork
from ui.ledger.options import options
from ui.ledger.rows import SHOWN, first, groups
from ui.library import cache as shelf

_AT_ONCE, _LOOK = 0.3, 1.0  # seconds waited before the page goes on without the checks, and between two looks
_MOST = 200  # pages and checks drawn at once


def reading(study: StudyPartner, entries: Sequence[LedgerEntry]) -> None:
    """What the links come to, and the button that reads them."""
    desk = desk_of(study)
    of_links = "1 link to a page" if len(entries) == 1 else f"{len(entries):,} links to pages"
    st.markdown(f"Your notes hold {of_links}: {words.counted(entry.state for entry in entries)}.")
    with st.container(horizontal=True, vertical_alignment="center", key="read-links"):
        st.button(
            "Read linked pages",
            icon=":material/travel_explore:",
            key="follow",
            on_click=lambda: desk.start(FollowWork(study)),
            disabled=desk.busy,
        )
        st.caption(f"Pages are fetched from {_sites(entries)}; nothing else leaves this computer.", width="stretch")


def links(study: StudyPartner, entries: Sequence[LedgerEntry]) -> None:
    """The notes and their links."""
    kept = _kept(list(words.GROUPS), "ledger-group")
    wanted = st.text_input("Filter by words, address or note", key="ledger-filter").strip().casefold()
    found = groups(entries, _sources(study), words.GROUPS[kept], wanted)
    total = sum(len(group.rows) for group in found)
    if not found:
        st.info("No link of your notes is like that.", icon=":material/info:")
        return
    if total > SHOWN:
        st.caption(f"The first {SHOWN} of {total:,}: filter to see the others.")
    chosen = draw(Ledger(groups=first(found)), key="ledger-links")
    options(study, entries, chosen)


def changes(study: StudyPartner, entries: Sequence[LedgerEntry]) -> None:
    """What a sync found changed in the linked pages."""
    cards = changed(entries, _sources(study))
    if not cards:
        st.info("No linked page has changed since it was first read.", icon=":material/info:")
        return
    st.caption("What has changed in these pages, the newest first.")
    if len(cards) > _MOST:
        st.caption(f"The newest {_MOST} of {len(cards):,}.")
    draw(Ledger(changes=cards[:_MOST]), key="ledger-changes")


def checks(study: StudyPartner) -> None:
    """The notes held against their pages; found out only now, in a thread."""
    work = shelf.checks(study)
    if not work.wait(_AT_ONCE):
        st.fragment(_look_again, run_every=_LOOK)(work)
    elif work.error:
        show(work.error)
        st.button("Try again", key="checks-again", on_click=shelf.check_again, args=(study,))
    elif not work.found:
        st.info("Once linked pages are read, your notes are compared with them here.", icon=":material/info:")
    else:
        _compared(study, work)


def _compared(study: StudyPartner, work: ChecksWork) -> None:
    counts = Counter(check.agreement for check in work.found)
    st.markdown(", ".join(f"{counts[key]:,} {_said(key, counts[key])}" for key in VERDICTS if counts[key]) + ".")
    kept = _kept([words.ALL, *VERDICTS.values()], "ledger-verdict")
    found = [check for check in work.found if kept in (words.ALL, VERDICTS[check.agreement])]
    if not found:
        st.info("None is like that.", icon=":material/info:")
        return
    if len(found) > _MOST:
        st.caption(f"The first {_MOST} of {len(found):,}.")
    draw(Ledger(checks=compared(found, _sources(study))[:_MOST]), key="ledger-checks")


def _said(agreement: Agreement, count: int) -> str:
    one = {Agreement.DIFFERS: "differs", Agreement.AGREES: "agrees"}
    return one.get(agreement, VERDICTS[agreement].lower()) if count == 1 else VERDICTS[agreement].lower()


def _kept(options: list[str], key: str) -> str:
    """Which of the options the list is kept to."""
    kept = st.pills("Show", options, default=words.ALL, required=True, key=key, label_visibility="collapsed")
    return kept or words.ALL


def _look_again(work: ChecksWork) -> None:
    """Says what is going on; draws the page anew once it is done."""
    if not work.running:
        st.rerun()
    st.caption(f"Comparing your notes with their pages … {perf_counter() - work.began:.0f} s")


def _sites(entries: Sequence[LedgerEntry]) -> str:
    asked = (entry.url for entry in entries if words.tone(entry.state) != "off" and not entry.saved)
    hosts = sorted({urlsplit(url).netloc for url in asked if web_link(url)})
    if len(hosts) == 1:
        return f"{plain(hosts[0])}, which your notes link to"
    return f"the {len(hosts):,} sites that your notes link to"


def _sources(study: StudyPartner) -> dict[str, Source]:
    return {source.id: source for source in shelf.sources(study)}
