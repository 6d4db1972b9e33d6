"""All that the student left in a library: taken along as one archive, or deleted."""

import io
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from domain.conversations import Exchange
from domain.errors import LibraryBroken
from domain.ports import Diary
from domain.wire.replies import reply_to_dict

_DATABASE = "study.sqlite3"
_TAKEN = ("preferences.json", "uploads", "saved")  # what is not in the diary and cannot be made anew
# Whatever Footnote puts into a library folder, by the beginning of its name; nothing else in there is touched.
_OURS = ("library.sqlite3", "texts.sqlite3", _DATABASE, "preferences.", "chroma", "pages", "uploads", "saved")


@dataclass(frozen=True, slots=True)
class KeptBelongings:
    """The diary and the folder of one library."""

    diary: Diary
    folder: Path
    alone: Callable[[], AbstractContextManager[None]]  # inside it nobody else writes to the folder
    let_go: Callable[[], None]  # closes what is open in the folder, and forgets what was read from it

    def export(self) -> bytes:
        """Conversations and to-dos as JSON, the study database, preferences, and files given to Footnote."""
        whole = io.BytesIO()
        with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
            archive.writestr("conversations.json", json.dumps(_conversations(self.diary), ensure_ascii=False, indent=1))
            archive.writestr("to-dos.json", json.dumps(_to_dos(self.diary), ensure_ascii=False, indent=1))
            if (self.folder / _DATABASE).exists():
                archive.writestr(_DATABASE, _copied(self.folder / _DATABASE))
            for path in self._files():
                archive.write(path, str(path.relative_to(self.folder)))
        return whole.getvalue()

    def _files(self) -> Iterator[Path]:
        for taken in (self.folder / name for name in _TAKEN):
            yield from [taken] if taken.is_file() else sorted(p for p in taken.rglob("*") if p.is_file())

    def delete(self) -> None:
        """Delete all of it; `LibraryBroken` when something cannot be deleted."""
        with self.alone():
            self.diary.forget_all()
            self.diary.close()
            self.let_go()
            _remove([path for path in self.folder.glob("*") if path.name.startswith(_OURS)])
        self.let_go()


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        except OSError as error:
            message = f"Not everything could be deleted ({error.strerror})."
            raise LibraryBroken(message, f"Delete it by hand: {path.resolve()}") from error


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
