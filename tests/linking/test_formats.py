"""Libraries of every format there was are taken along whole; of one that nobody here knows nothing is touched."""

from collections.abc import Callable
from pathlib import Path

import pytest
from earlier import as_of_early_format_2, as_of_format, as_of_format_1, as_of_format_2
from student import Student, linking

from domain.errors import IndexOutdated, LibraryTooNew
from domain.linked import LinkState
from sites.replies import page
from sites.server import Sites

A, B, C = "https://docs.example/a", "https://docs.example/b", "https://docs.example/c"


@pytest.fixture
def kept(student: Student, sites: Sites) -> Student:
    """A student with two folders, a page that was read, and links that were paused and removed; all closed."""
    sites.add(A, page())
    student.write(linking(A, B, C))
    more = student.folder / "more"
    more.mkdir()
    (more / "lake.md").write_text("# Lake\n\nA lake keeps files as they come.\n")
    student.library.sync([more])
    student.follow(A)
    student.library.hold(B, LinkState.PAUSED)
    student.library.hold(C, LinkState.REMOVED)
    student.library.close()
    return student


@pytest.mark.parametrize("age", [as_of_early_format_2, as_of_format_2, lambda folder: as_of_format(folder, "3")])
def test_shelves_pages_and_decisions_outlive_every_older_format(kept: Student, age: Callable[[Path], None]) -> None:
    before = kept.library.links(), kept.library.shelves(), kept.library.sources()
    kept.library.close()
    age(kept.folder / "library")
    with pytest.raises(IndexOutdated):
        kept.library.search("lake")
    kept.library.sync(full=True)
    assert (kept.library.links(), kept.library.shelves(), kept.library.sources()) == before
    assert kept.library.search("a lake keeps files")


def test_a_library_from_before_there_was_a_ledger_keeps_its_folders_and_lists_its_links(kept: Student) -> None:
    before = kept.library.shelves()
    kept.library.close()
    as_of_format_1(kept.folder / "library")
    kept.library.sync(full=True)
    assert kept.library.shelves() == before
    assert [entry.state for entry in kept.library.links()] == [LinkState.LISTED] * 3
    assert kept.library.search("a lake keeps files")


def test_a_full_sync_that_dies_on_the_way_leaves_the_older_library_as_it_was(kept: Student) -> None:
    as_of_format_2(kept.folder / "library")
    path = kept.folder / "library" / "library.sqlite3"

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        kept.library.sync(full=True, on_progress=die)
    kept.library.close()
    assert path.read_bytes() == before
    assert kept.library.sync(full=True).passages


@pytest.mark.parametrize("written", ["4", "99", "banana", ""])
def test_a_format_that_nobody_here_knows_is_refused_and_left_untouched(kept: Student, written: str) -> None:
    as_of_format(kept.folder / "library", written)
    path = kept.folder / "library" / "library.sqlite3"
    before = path.read_bytes()
    library = kept.library
    uses: list[Callable[[], object]] = [
        lambda: library.sync(full=True),
        lambda: library.sync([kept.notes]),
        lambda: library.search("lake"),
        lambda: library.forget(kept.notes),
        lambda: library.hold(A, LinkState.PAUSED),
        library.sources,
        library.health,
    ]
    for use in uses:
        with pytest.raises(LibraryTooNew, match="later version") as refused:
            use()
        assert "--full" not in refused.value.hint
    library.close()
    assert path.read_bytes() == before
