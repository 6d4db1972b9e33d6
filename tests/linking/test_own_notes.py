"""The student's own notes, their links played by a server that stands for the real sites."""

from shutil import copy

import pytest
from student import Student

from domain.linked import LinkState
from sites.mirror import MIRROR, SHARED, play_mirror
from sites.replies import raw
from sites.server import Sites

pytestmark = [
    pytest.mark.slow,  # whole syncs of linked notes
    pytest.mark.skipif(not MIRROR.is_dir(), reason="shared/linked is not here"),
]


@pytest.fixture
def own(student: Student, sites: Sites) -> Student:
    """The student with the real notes, synced, and the web behind them."""
    play_mirror(sites)
    for note in (SHARED / "notes").glob("*.md"):
        copy(note, student.notes)
    student.library.sync([student.notes])
    return student


def test_all_reachable_links_of_the_notes_become_sources(own: Student) -> None:
    report = own.follow()
    assert report.links == {"fetched": 19, "gone": 3, "needs login": 2}
    assert len(report.added) == 19
    for entry in own.library.links():
        assert entry.state.readable == bool(entry.sources) == bool(entry.passages)
        assert entry.state.readable or (entry.reason and entry.hint)


def test_a_second_sync_fetches_and_embeds_only_what_has_changed(own: Student, sites: Sites) -> None:
    own.follow()
    sites.forget_requests()
    own.embedder.embedded.clear()
    own.follow()
    assert not sites.asked
    assert not own.embedder.embedded

    own.clock.pass_(days=2)
    (changed,) = (e for e in own.library.links() if "notebooks-spark" in e.url)
    document = own.library.document(changed.sources[0])
    sites.add(changed.final_url, raw(f"{document.text}\n\nOne more sentence at the end.\n".encode(), "text/markdown"))
    own.embedder.embedded.clear()
    report = own.follow()
    assert report.changed == changed.sources
    assert 1 <= len(own.embedder.embedded) <= 2
    told = next(e for e in own.library.links() if e.url == changed.url)
    assert "+ One more sentence at the end." in told.changes[0].diff
    assert {e.state for e in own.library.links() if e.state.readable and e is not told} >= {LinkState.UNCHANGED}
