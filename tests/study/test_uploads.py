"""A dropped file is kept under its own name, inside the folder of uploads, and takes no other file's place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.errors import LibraryBroken, NotesNotFound
from study.uploads import Uploads

NAMES = st.text(alphabet="aAbBéÉ\u0301./\\ :-(2)~", max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    kept = Uploads(tmp_path / "uploads").keep(f"{name}.md", b"# x")
    assert kept.resolve().is_relative_to(tmp_path / "uploads") and kept.suffix == ".md"
    assert kept.read_bytes() == b"# x"
    assert not any(part.startswith(".") for part in kept.relative_to(tmp_path).parts)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, st.binary(max_size=2)), max_size=8))
def test_whatever_the_names_every_text_is_kept(
    tmp_path_factory: pytest.TempPathFactory, files: list[tuple[str, bytes]]
) -> None:
    uploads = Uploads(tmp_path_factory.mktemp("uploads"))
    kept = [(uploads.keep(f"{name}.md", data), data) for name, data in files]
    assert all(path.read_bytes() == data for path, data in kept)
    assert len({str(path).casefold() for path, _ in kept}) == len({path for path, _ in kept})


def test_another_file_of_the_same_name_gets_a_number(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    kept = [uploads.keep(name, name.encode()) for name in ("Overview.md", "overview.MD", "OVERVIEW.md")]
    assert [path.name for path in kept] == ["Overview.md", "overview (2).md", "OVERVIEW (3).md"]


def test_the_same_file_again_is_kept_once(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path)
    first = uploads.keep("a b.md", b"one")
    uploads.keep("a b.md", b"two")
    assert uploads.keep("a b.md", b"one") == first
    assert uploads.keep("a b.md", b"two").name == "a b (2).md"
    assert len(list(tmp_path.iterdir())) == 2


def test_folders_are_kept_and_never_climb(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads")
    assert uploads.keep("Glue/Overview.md", b"1") == tmp_path / "uploads" / "Glue" / "Overview.md"
    assert uploads.keep(r"..\..\Kinesis\Overview.md", b"2") == tmp_path / "uploads" / "Kinesis" / "Overview.md"


def test_what_is_no_note_is_refused_with_the_endings_that_are(tmp_path: Path) -> None:
    with pytest.raises(NotesNotFound) as refused:
        Uploads(tmp_path).keep("virus.exe", b"MZ")
    assert ".ipynb" in refused.value.hint and not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "uploads").write_text("in the way")
    with pytest.raises(LibraryBroken, match="could not be kept"):
        Uploads(tmp_path / "uploads").keep("a.md", b"")
