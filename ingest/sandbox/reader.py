"""The `Reader` port within limits: notes and pages are read in a process that may be ended, the others go on.

PDFs have a process of their own already (`ingest.pdf`), with room for what they need.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from signal import Signals
from threading import Lock, Thread
from typing import IO, TYPE_CHECKING

from domain.documents import Document, Found, Passage, Shelf, Skipped, Source
from domain.errors import StudyError
from domain.linked import Fetched
from ingest.reader import NoteReader

if TYPE_CHECKING:
    from ingest.sandbox.messages import ReadRequest, ReadResult

SECONDS, SECONDS_A_MEGABYTE = 5.0, 2.0  # of the process's own time
PATIENCE = 12  # times as long is waited for it: the machine may have other things to do
MEMORY, MEMORY_A_BYTE = 450 * 2**20, 60  # of address space; Python itself takes some 150 MB of it
_MOST_MEMORY = 4 * 2**30
_MEGABYTE = 2**20
_REMEMBERED = 32  # documents whose passages are kept until they are asked for
_ROOT = Path(__file__).parents[2]  # where `ingest` is imported from
_SPLIT = "Look for what is odd in it, such as a huge table or endless signs, or split it into several notes."


class LimitedReader:
    """A `NoteReader` of which each file may take some seconds and megabytes, and no more."""

    def __init__(self, pieces: Callable[[str], int], limit: int, counter: str) -> None:
        """As for `NoteReader`; `counter` is "module:function" that makes another `pieces` in the process."""
        self._inner = NoteReader(pieces, limit)
        self._command = [sys.executable, "-m", "ingest.sandbox.worker", counter, str(limit)]
        self._lock = Lock()
        self._worker: _Worker | None = None
        self._cut: dict[int, tuple[Document, list[Passage]]] = {}  # by identity, until asked for

    @property
    def version(self) -> str:
        """Changes when the same file would be cut into other passages."""
        return self._inner.version

    def find(self, shelf: Shelf, /) -> list[Found | Skipped]:
        """Every note of a shelf, and those that cannot be read, with the reason."""
        return self._inner.find(shelf)

    def load(self, found: Found, /) -> Document:
        """The document in a file; `StudyError` when it cannot be read, or not within the limits."""
        from ingest.formats import Format, format_of_path

        path = Path(found.path)
        if format_of_path(path) is Format.PDF:
            return self._inner.load(found)
        try:
            size = path.stat().st_size
        except OSError:  # what cannot be opened is told by who opens it
            return self._inner.load(found)
        return self._read(found, size, path.name)

    def read(self, fetched: Fetched, source: Source, /) -> Document:
        """The document in a body that was fetched; `StudyError` likewise."""
        from ingest.formats import Format, format_of_body

        if format_of_body(fetched.body, fetched.media_type, fetched.final_url) is Format.PDF:
            return self._inner.read(fetched, source)
        return self._read((fetched, source), len(fetched.body), fetched.final_url)

    def passages(self, document: Document, /) -> list[Passage]:
        """The passages of a document in order."""
        known = self._cut.pop(id(document), None)
        return known[1] if known else self._inner.passages(document)

    def close(self) -> None:
        """End the process; the reader can be used again."""
        with self._lock:
            if self._worker:
                self._worker.end()
            self._worker = None

    def _read(self, what: "Found | tuple[Fetched, Source]", size: int, name: str) -> Document:
        from ingest.sandbox.messages import ReadRequest

        seconds = SECONDS + SECONDS_A_MEGABYTE * size / _MEGABYTE
        errand = ReadRequest(what, seconds, min(MEMORY + MEMORY_A_BYTE * size, _MOST_MEMORY))
        with self._lock:
            outcome = self._done(errand, name)
            while len(self._cut) >= _REMEMBERED:
                self._cut.pop(next(iter(self._cut)), None)
        if outcome.starved:
            raise StudyError(f"{name} needs more than {errand.memory // _MEGABYTE} MB of memory to be read.", _SPLIT)
        if outcome.document is None:
            raise StudyError(outcome.reason, outcome.hint)
        self._cut[id(outcome.document)] = (outcome.document, list(outcome.passages))
        return outcome.document

    def _done(self, errand: "ReadRequest", name: str) -> "ReadResult":
        for _ in range(2):  # a process that had nothing to do may have ended just now
            self._worker = self._worker or _Worker(self._command)
            outcome = self._worker.ask(errand)
            if outcome is not None:
                return outcome
            fate, self._worker = self._worker.end(), None
            if fate == "time":
                raise StudyError(f"{name} takes longer than {errand.seconds:.0f} seconds to be read.", _SPLIT)
            if fate == "crash":
                break
        raise StudyError(f"{name} cannot be read: its reader broke down over it.", _SPLIT)


class _Worker:
    """The process, and who listens to it."""

    def __init__(self, command: list[str]) -> None:
        environment = {**os.environ, "TOKENIZERS_PARALLELISM": "false", "MALLOC_ARENA_MAX": "1"}  # room for threads
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                env=environment,
            )
        except OSError as error:
            raise StudyError(f"No process could be started to read notes in ({error}).", "Sync again.") from error
        self._said: Queue[ReadResult | None] = Queue()
        self._slow = False
        assert self._process.stdout
        Thread(target=self._listen, args=(self._process.stdout, self._said.put), daemon=True).start()

    @staticmethod
    def _listen(stream: IO[bytes], put: "Callable[[ReadResult | None], None]") -> None:
        from ingest.sandbox.messages import receive

        try:
            with stream:
                while (outcome := receive(stream.fileno())) is not None:
                    put(outcome)
        finally:
            put(None)

    def ask(self, errand: "ReadRequest") -> "ReadResult | None":
        """What came of an errand; None where the process ended over it, or had to be given up."""
        from ingest.sandbox.messages import send

        assert self._process.stdin
        try:
            send(self._process.stdin.fileno(), errand)
            return self._said.get(timeout=errand.seconds * PATIENCE)
        except Empty:
            self._slow = True
        except (OSError, ValueError):  # its end of the pipe, or ours, is closed
            return None
        return None

    def end(self) -> str:
        """End the process, and tell what befell it: "time", "crash", or "" where it had just ended."""
        with suppress(OSError):
            self._process.stdin.close()  # type: ignore[union-attr]  # with nothing more to come it ends by itself
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.0 if self._slow else 1.0)
        over = self._process.poll()
        if over is None:
            self._process.kill()
            self._process.wait()
        if self._slow or over == -getattr(Signals, "SIGPROF", 0) or over is None:
            return "time"
        return "" if over == 0 else "crash"
