"""One writer at a time, and who it is."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from domain.errors import LibraryBusy
from index.sqlite.errors import translated


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the library's write lock; `LibraryBusy` when another has it. A dead process holds nothing."""
    from filelock import FileLock, Timeout  # deferred: only writers need it

    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "write.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            message = f"Another sync ({_holder(folder)}) is writing to this library."
            raise LibraryBusy(message, "Wait until it is done, or use another library with --library.") from error
    try:
        _sign(folder)
        yield
    finally:
        with suppress(OSError):
            (folder / "writer.json").unlink()
        lock.release()


def _sign(folder: Path) -> None:
    signature = {"pid": os.getpid(), "since": datetime.now().astimezone().isoformat(timespec="seconds")}
    with suppress(OSError):  # who holds the lock is a kindness to others, and no reason to give up
        (folder / "writer.json").write_text(json.dumps(signature), encoding="utf-8")


def _holder(folder: Path) -> str:
    """Who has the lock, as far as is known: it may only just have taken it."""
    try:
        signed = json.loads((folder / "writer.json").read_text(encoding="utf-8"))
        return f"process {signed['pid']}, since {datetime.fromisoformat(signed['since']):%H:%M}"
    except (OSError, ValueError, KeyError, TypeError):
        return "it has just begun"
