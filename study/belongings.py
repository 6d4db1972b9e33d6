"""All that the student left in a library: taken along as one archive, or deleted."""

import io
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from domain.conversations import Exchange
from domain.errors import LibraryBroken
from domain.ports import Diary
from domain.wire import reply_to_dict

_TAKEN = ("preferences.json", "uploads", "saved")  # what is not in the diary and cannot be made anew
# Whatever Footnote puts into a library folder, by the beginning of its name; nothing else in there is touched.
_OURS = ("library.sqlite3", "study.sqlite3", "preferences.", "chroma", "pages", "uploads", "saved")


def exported(diary: Diary, folder: Path) -> bytes:
    """A ZIP archive: conversations and to-dos as JSON, the study database, preferences, and files given to Footnote."""
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        archive.writestr("conversations.json", json.dumps(_conversations(diary), ensure_ascii=False, indent=1))
        archive.writestr("to-dos.json", json.dumps(_to_dos(diary), ensure_ascii=False, indent=1))
        if (folder / "study.sqlite3").exists():
            archive.writestr("study.sqlite3", _copied(folder / "study.sqlite3"))
        for name in _TAKEN:
            taken = folder / name
            for path in [taken] if taken.is_file() else sorted(p for p in taken.rglob("*") if p.is_file()):
                archive.write(path, str(path.relative_to(folder)))
    return whole.getvalue()


def delete(diary: Diary, folder: Path) -> None:
    """Delete all of it; `LibraryBroken` when something cannot be deleted. Notes stay where they are."""
    for conversation in diary.conversations():
        diary.delete(conversation.id)
    for to_do in diary.to_dos():
        diary.done(to_do.id)
    diary.close()
    try:
        for path in [p for p in folder.glob("*") if p.name.startswith(_OURS)]:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    except OSError as error:
        message = f"Not everything could be deleted ({error.strerror})."
        raise LibraryBroken(message, f"Delete the folder by hand: {folder.resolve()}") from error


def _conversations(diary: Diary) -> list[dict[str, object]]:
    whole = [diary.conversation(conversation.id) for conversation in diary.conversations()]
    return [
        {
            "title": conversation.title,
            "updated": conversation.updated.isoformat(),
            "exchanges": [_exchange(e) for e in conversation.exchanges],
        }
        for conversation in whole
    ]


def _exchange(exchange: Exchange) -> dict[str, object]:
    ms = 1000 * exchange.seconds
    return reply_to_dict(exchange.reply, ms=ms, first_token_ms=ms)


def _to_dos(diary: Diary) -> list[dict[str, str]]:
    return [{"question": t.question, "nearest": t.nearest, "asked": t.asked.isoformat()} for t in diary.to_dos()]


def _copied(database: Path) -> bytes:
    """The database as of one moment, whoever writes to it meanwhile."""
    with closing(sqlite3.connect(database)) as held, closing(sqlite3.connect(":memory:")) as copy:
        held.backup(copy)
        return copy.serialize()
