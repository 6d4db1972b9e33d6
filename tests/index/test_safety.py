"""Whatever happens to the processes that use a library: old state or new state, and one writer at a time."""

import time
from pathlib import Path

import pytest
from library_facts import Facts, Open, write
from syncing import finished, kill_after, lines_of, start

from domain.errors import LibraryBusy
from index.library import Library

pytestmark = pytest.mark.slow  # kills, full disks, several processes


@pytest.mark.parametrize("moment", ["embedding 15", "indexing 14"])
def test_a_killed_sync_ends_where_a_clean_one_does(
    opened: Open, many: Path, tmp_path: Path, facts: Facts, moment: str
) -> None:
    kill_after(start(tmp_path / "library", many, pause=0.01), moment)
    library, clean = opened(), opened("clean")
    report = library.sync([many])
    assert not report.skipped
    clean.sync([many])
    assert facts(library) == facts(clean)


def test_what_was_embedded_before_the_kill_is_not_embedded_again(opened: Open, many: Path, tmp_path: Path) -> None:
    kill_after(start(tmp_path / "library", many, pause=0.01), "embedding 36")
    totals = []
    opened().sync([many], on_progress=lambda p: totals.append(p.total) if p.stage == "embedding" else None)
    assert max(totals) <= 71 - 36


@pytest.mark.timeout(900)
def test_a_sync_killed_anywhere_ends_where_a_clean_one_does(
    opened: Open, many: Path, tmp_path: Path, facts: Facts
) -> None:
    began = time.monotonic()
    assert finished(start(tmp_path / "measured", many, pause=0.005))[0] == 0
    whole = time.monotonic() - began
    clean = opened("clean")
    clean.sync([many])
    wanted = facts(clean)
    points = 24
    for n in range(points):
        process = start(tmp_path / f"killed-{n}", many, pause=0.005)
        time.sleep(whole * (n + 1) / (points + 1))
        process.kill()
        process.communicate(timeout=100)
        library = opened(f"killed-{n}")
        library.search("crawlers")  # readable at once, whatever was reached
        assert not library.sync([many]).skipped
        assert facts(library) == wanted, f"killed at {n} of {points}"


@pytest.mark.timeout(900)
def test_an_update_killed_anywhere_leaves_the_old_state_or_the_new(
    opened: Open, many: Path, tmp_path: Path, facts: Facts
) -> None:
    def change(turn: int) -> None:
        for n in range(0, 8, 2):
            write(many / f"many/{n}.md", f"# Note {n}\n" + "".join(f"Turn {turn} fact {i} {n}\n" for i in range(8)))

    library = opened()
    library.sync([many])
    for turn in range(16):
        before = facts(library)
        change(turn)
        process = start(tmp_path / "library", many, pause=0.002)
        next(lines_of(process))
        time.sleep(0.06 * turn)
        process.kill()
        process.communicate(timeout=100)
        clean = opened(f"clean-{turn}")
        clean.sync([many])
        left = facts(library)
        old, new = before[1], facts(clean)[1]  # type: ignore[index]
        assert left[1] in (old, new), turn  # type: ignore[index]
        library.sync([many])
        assert facts(library) == facts(clean), turn


def test_a_second_sync_is_told_who_writes(opened: Open, many: Path, tmp_path: Path) -> None:
    process = start(tmp_path / "library", many, pause=0.3)
    for line in lines_of(process):
        if line.startswith("embedding"):
            break
    with pytest.raises(LibraryBusy, match=rf"process {process.pid}, since \d\d:\d\d") as busy:
        opened().sync([many])
    assert busy.value.hint
    process.kill()
    process.communicate(timeout=100)
    assert opened().sync([many]).passages == 71, "a dead process holds no lock"


def test_two_syncs_at_once_leave_one_whole_library(opened: Open, many: Path, tmp_path: Path, facts: Facts) -> None:
    both = [start(tmp_path / "library", many) for _ in range(2)]
    ended = [finished(p) for p in both]
    assert any(code == 0 for code, _, _ in ended)
    assert all(code == 0 or "LibraryBusy" in err for code, _, err in ended)
    clean = opened("clean")
    clean.sync([many])
    assert facts(opened()) == facts(clean)


def test_a_reader_sees_what_another_process_synced(library: Library, many: Path, tmp_path: Path) -> None:
    assert len(library.search("zebra", limit=50)) == 7
    write(many / "zebra.md", "A zebra among crawlers\n")
    before = library.version()
    assert finished(start(tmp_path / "library", many))[0] == 0
    assert library.version() != before
    best = library.search("zebra", limit=1)[0]
    assert best.passage.text == "A zebra among crawlers"
    assert best.found_by == ("meaning", "words")
