"""A dropped file is kept under its own name, inside the folder of uploads and nowhere else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import LibraryBroken, NotesNotFound
from study.uploads import Uploads


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    kept = Uploads(tmp_path / "uploads").keep(f"{name}.md", b"# x")
    assert kept.parent == tmp_path / "uploads" and kept.suffix == ".md"
    assert kept.read_bytes() == b"# x" and not kept.name.startswith(".")


def test_the_same_name_again_takes_the_place_of_the_older_file(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    assert uploads.keep("../../a b.md", b"old") == uploads.keep("a b.md", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a b.md", b"new")]


def test_what_is_no_note_is_refused_with_the_endings_that_are(tmp_path: Path) -> None:
    with pytest.raises(NotesNotFound) as refused:
        Uploads(tmp_path).keep("virus.exe", b"MZ")
    assert ".ipynb" in refused.value.hint and not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("in the way")
    with pytest.raises(LibraryBroken, match="could not be kept"):
        Uploads(tmp_path / "uploads").keep("a.md", b"")
