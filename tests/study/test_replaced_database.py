"""A study database that is deleted or replaced while the app runs: nothing goes into a file that is gone."""

from pathlib import Path

import pytest

from domain.errors import LibraryBroken
from study.diary import SqlDiary
from study.engine import open_engine


def test_after_a_deletion_a_new_file_takes_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "study.sqlite3"
    diary, other = SqlDiary(path), SqlDiary(path)
    diary.start("before")
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    assert diary.conversations() == []
    diary.start("after")
    assert [c.title for c in other.conversations()] == ["after"]
    diary.close()
    other.close()
    again = SqlDiary(path)
    assert [c.title for c in again.conversations()] == ["after"]
    again.close()


def test_a_backup_put_in_its_place_is_what_is_read(tmp_path: Path) -> None:
    path, backup = tmp_path / "study.sqlite3", tmp_path / "backup.sqlite3"
    earlier = SqlDiary(backup)
    earlier.start("from the backup")
    earlier.close()
    diary = SqlDiary(path)
    diary.start("before")
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    backup.replace(path)
    assert [c.title for c in diary.conversations()] == ["from the backup"]
    diary.close()


def test_a_broken_file_is_named_and_the_rest_of_the_folder_is_not_to_be_moved(tmp_path: Path) -> None:
    path = tmp_path / "study.sqlite3"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(LibraryBroken) as told:
        open_engine(path)
    assert "study.sqlite3" in told.value.message + told.value.hint
    assert "folder away" not in told.value.hint
