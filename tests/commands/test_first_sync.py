"""The bundled notes are read on the very first sync, and never in the place of notes that are away or forgotten."""

from pathlib import Path

import pytest
from lines import Run, printed


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the settings name as the notes to begin with."""
    folder = tmp_path / "sample"
    folder.mkdir()
    (folder / "sample.md").write_text("# Sample\n\nA sample stands in for notes.\n")
    monkeypatch.setenv("FOOTNOTE_NOTES", f'["{folder}"]')
    return folder


def ids(run: Run) -> list[str]:
    return [source["id"] for source in printed(run("sources", "--json"))["sources"]]


@pytest.mark.usefixtures("sample")
def test_a_folder_that_is_away_is_not_replaced_by_the_bundled_notes(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    notes.rename(tmp_path / "elsewhere")
    for empty in (False, True):
        if empty:
            notes.mkdir()
        report = printed(run("sync", "--json"))
        assert (report["added"], report["removed"], len(report["skipped"])) == (0, 0, 1)
        assert ids(run) == ["note:kilns.md"]


@pytest.mark.usefixtures("sample")
def test_what_is_forgotten_stays_forgotten(run: Run, notes: Path) -> None:
    run("sync", notes)
    assert run("sync", "--forget", notes)[0] == 0
    assert ids(run) == []
    status, _, err = run("sync")
    assert status == 1 and "Name the folder that holds your notes" in err
    assert ids(run) == []


def test_the_first_sync_of_all_reads_the_bundled_notes(run: Run, sample: Path) -> None:
    run("sync")
    assert ids(run) == [f"note:{sample.name}.md"]
