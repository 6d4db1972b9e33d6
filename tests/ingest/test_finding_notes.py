"""Which files a shelf holds, and what is said of those that cannot be read."""

import os
from pathlib import Path

import pytest

from domain.documents import Found, Shelf, Skipped
from domain.errors import NotesNotFound, StudyError
from ingest.reader import NoteReader


def write(root: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def ids(found: list[Found | Skipped]) -> list[str]:
    return [f.source_id for f in found if isinstance(f, Found)]


def skipped(found: list[Found | Skipped]) -> list[Skipped]:
    return [f for f in found if isinstance(f, Skipped)]


def test_notes_are_found_in_order_whatever_their_ending(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    names = (
        "b.md",
        "a/z.MD",
        "a.txt",
        "c.markdown",
        "d.mdown",
        "e.ipynb",
        "f.pdf",
        "g.py",
        "h.html",
        "i.htm",
        "j.docx",
        "README",
    )
    write(tmp_path, dict.fromkeys(names, b"words"))
    kept = ["a.txt", "a/z.MD", "b.md", "c.markdown", "d.mdown", "e.ipynb", "f.pdf", "h.html", "i.htm", "j.docx"]
    assert ids(reader.find(shelf)) == [f"note:{name}" for name in kept]


def test_hidden_and_foreign_folders_are_left_alone(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    names = (".git/a.md", ".obsidian/a.md", "node_modules/a.md", ".venv/a.md", ".footnote/a.md", ".a.md", "kept/a.md")
    write(tmp_path, dict.fromkeys(names, b"words"))
    assert ids(reader.find(shelf)) == ["note:kept/a.md"]


def test_a_second_shelf_has_its_name_in_its_ids(reader: NoteReader, tmp_path: Path) -> None:
    write(tmp_path, {"a/b.md": b"words"})
    found = reader.find(Shelf(str(tmp_path), "work", "work/"))
    assert ids(found) == ["note:work/a/b.md"]
    assert isinstance(found[0], Found)
    assert (found[0].shelf, Path(found[0].path).is_absolute()) == ("work", True)


def test_a_shelf_may_be_a_single_file(reader: NoteReader, tmp_path: Path) -> None:
    write(tmp_path, {"a b.md": b"words"})
    assert ids(reader.find(Shelf(str(tmp_path / "a b.md"), "one"))) == ["note:a b.md"]


def test_an_empty_folder_holds_nothing(reader: NoteReader, shelf: Shelf) -> None:
    assert reader.find(shelf) == []


def test_a_missing_folder_is_told(reader: NoteReader, tmp_path: Path) -> None:
    with pytest.raises(NotesNotFound, match="There is no folder") as told:
        reader.find(Shelf(str(tmp_path / "nowhere"), "x"))
    assert told.value.hint


def test_the_digest_tells_a_changed_file(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    def digest() -> str:
        (found,) = reader.find(shelf)
        assert isinstance(found, Found)
        return found.digest

    write(tmp_path, {"a.md": b"one"})
    first = digest()
    assert digest() == first
    write(tmp_path, {"a.md": b"two"})
    assert digest() != first


def test_links_in_a_circle_are_walked_once(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    write(tmp_path, {"a/note.md": b"words"})
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "again.md").symlink_to(tmp_path / "a" / "note.md")
    assert len(ids(reader.find(shelf))) == 1


def test_a_link_that_leads_out_of_the_folder_is_not_followed(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    outside = tmp_path.with_name(f"{tmp_path.name}-outside")
    write(outside, {"secret.md": b"words", "folder/other.md": b"words"})
    (tmp_path / "linked.md").symlink_to(outside / "secret.md")
    (tmp_path / "folder").symlink_to(outside / "folder")
    (tmp_path / "picture.png").symlink_to(outside / "secret.md")
    write(tmp_path, {"own.md": b"words"})
    found = reader.find(shelf)
    assert ids(found) == ["note:own.md"]
    assert [s.reason for s in skipped(found)[:2]] == ["It is a link that leads out of the folder."] * 2


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", bytes(range(256)) * 9, b"\0\1\2\3" * 50, b"PK\3\4\0\0\x08\0\xff"],
    ids=["picture", "all bytes", "controls", "archive"],
)
def test_a_binary_called_like_a_note_is_skipped(data: bytes, reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    write(tmp_path, {"a.md": data, "b.md": b"words"})
    found = reader.find(shelf)
    assert ids(found) == ["note:b.md"]
    assert [s.reason for s in skipped(found)] == ["It is not text."]
    assert skipped(found)[0].hint


def test_a_note_beyond_fifty_megabytes_is_skipped(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    with (tmp_path / "big.md").open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)  # sparse: takes no disk
    (told,) = skipped(reader.find(shelf))
    assert told.reason == "It is larger than 50 MB."


def test_what_cannot_be_opened_is_skipped_with_the_reason(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere")
    (tmp_path / "itself.md").symlink_to(tmp_path / "itself.md")
    write(tmp_path, {"good.md": b"words"})
    found = reader.find(shelf)
    assert ids(found) == ["note:good.md"]
    assert len(skipped(found)) == 3
    assert all(s.reason and s.hint and s.location for s in skipped(found))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by this user")
def test_a_note_without_permission_is_skipped(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    write(tmp_path, {"a.md": b"words"})
    (tmp_path / "a.md").chmod(0)
    assert [s.reason for s in skipped(reader.find(shelf))] == ["It cannot be read: Permission denied."]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be read by this user")
def test_a_folder_without_permission_is_not_lost_silently(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    write(tmp_path, {"closed/a.md": b"words", "b.md": b"words"})
    (tmp_path / "closed").chmod(0)
    found = reader.find(shelf)
    (tmp_path / "closed").chmod(0o700)
    assert ids(found) == ["note:b.md"]
    assert [Path(s.location).name for s in skipped(found)] == ["closed"]


def test_a_pipe_called_like_a_note_does_not_hang(reader: NoteReader, tmp_path: Path, shelf: Shelf) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert len(skipped(reader.find(shelf))) == 1


def test_a_note_that_went_away_is_told(reader: NoteReader, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match=r"gone\.md cannot be read"):
        reader.load(Found("note:gone.md", str(tmp_path / "gone.md"), "notes", ""))


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', "", "null", "[" * 5000])
def test_a_broken_notebook_is_told(text: str, reader: NoteReader, tmp_path: Path) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(text)
    with pytest.raises(StudyError, match=r"broken\.ipynb is not a notebook") as told:
        reader.load(Found("note:broken.ipynb", str(path), "notes", ""))
    assert told.value.hint
