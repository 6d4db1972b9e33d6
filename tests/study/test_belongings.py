"""All that a student left is taken along whole, or deleted whole, and nothing else is."""

import io
import json
import sqlite3
from pathlib import Path
from zipfile import ZipFile

import pytest

from bootstrap import build_study
from domain.errors import LibraryBusy, WrongHost
from domain.replies import Question
from index.lock import only_writer
from settings import Settings


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.chdir(tmp_path)
    return Settings(library=tmp_path / "library", notes=(), cache=tmp_path / "cache")


def test_an_export_can_be_read_without_footnote(settings: Settings, tmp_path: Path) -> None:
    study = build_study(settings)
    study.diary.start("Kilns")
    study.ask(Question("What is a kiln?"))
    study.diary.note_to_do("What is raku?", "Glazes")
    study.take_in([("kilns.md", b"# Kilns")])
    study.models.choose("ollama:clay")
    with ZipFile(io.BytesIO(study.belongings.export())) as archive:
        archive.extractall(tmp_path / "taken")
    taken = tmp_path / "taken"
    assert json.loads((taken / "conversations.json").read_text())[0]["title"] == "Kilns"
    assert json.loads((taken / "to-dos.json").read_text())[0]["question"] == "What is raku?"
    assert json.loads((taken / "preferences.json").read_text())["model"] == "ollama:clay"
    assert (taken / "uploads" / "kilns.md").read_bytes() == b"# Kilns"
    with sqlite3.connect(taken / "study.sqlite3") as copy:
        assert copy.execute("SELECT count(*) FROM conversations").fetchone() == (1,)
    copy.close()
    study.close()


def test_an_empty_library_can_be_exported_and_deleted(settings: Settings) -> None:
    study = build_study(settings)
    with ZipFile(io.BytesIO(study.belongings.export())) as archive:
        assert json.loads(archive.read("conversations.json")) == []
    study.belongings.delete()
    assert study.is_empty()


def test_what_is_deleted_is_gone_and_what_is_not_ours_stays(settings: Settings) -> None:
    study = build_study(settings)
    study.diary.start("Kilns")
    study.take_in([("kilns.md", b"# Kilns")])
    begun = study.sittings
    study.allow_hosts(["wiki.intranet"])
    strangers = settings.library / "thesis.md", settings.library / "photos" / "kiln.jpg"
    for stranger in strangers:
        stranger.parent.mkdir(exist_ok=True)
        stranger.write_text("mine")
    study.belongings.delete()
    left = {path.name for path in settings.library.rglob("*") if path.is_file()}
    assert left <= {"thesis.md", "kiln.jpg", "write.lock"} and {"thesis.md", "kiln.jpg"} <= left
    assert study.diary.conversations() == [], "it goes on at once, from nothing"
    assert study.sittings is not begun and not (settings.library / "library.sqlite3").exists()
    assert study.preferences.load().allow_hosts == ()
    study.close()


def test_nothing_is_deleted_while_somebody_writes(settings: Settings) -> None:
    study = build_study(settings)
    study.diary.start("Kilns")
    with only_writer(settings.library), pytest.raises(LibraryBusy):
        study.belongings.delete()
    assert len(study.diary.conversations()) == 1
    study.close()


def test_what_names_no_host_is_not_kept(settings: Settings) -> None:
    study = build_study(settings)
    with pytest.raises(WrongHost):
        study.allow_hosts(["wiki.intranet", "http://"])
    assert study.preferences.load().allow_hosts == ()
