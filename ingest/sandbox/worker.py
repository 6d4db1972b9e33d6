"""Run as a program: files and fetched bodies on standard input -> documents and their passages, within limits.

A process of its own, for whoever writes a note or a page also writes what its parser has to bear: a table that claims
sixty-five thousand rows, ten thousand nested tags. What takes too long or too much must not take a sync down.
"""

import os
import select
import signal
import sys
from collections.abc import Callable
from importlib import import_module

from domain.documents import Found
from domain.errors import StudyError
from ingest.reader import NoteReader
from ingest.sandbox.memory import limit_memory
from ingest.sandbox.messages import ReadRequest, ReadResult, receive, send

IDLE = 20.0  # seconds without work after which the process ends
_IN, _OUT, _LOG = 0, 1, 2


def main() -> None:
    """Read what comes until nothing does."""
    reader, out = NoteReader(_counter(sys.argv[1]), int(sys.argv[2])), os.dup(_OUT)
    os.dup2(_LOG, _OUT)  # what a parser prints is no reply
    if hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
    while (errand := _next()) is not None:
        send(out, _outcome(reader, errand))


def _counter(named: str) -> Callable[[str], int]:
    """What counts word pieces: "module:function" that makes it. Its module is nobody's who only reads."""
    module, _, function = named.partition(":")
    counter: Callable[[str], int] = getattr(import_module(module), function)()
    return counter


def _next() -> ReadRequest | None:
    if os.name == "posix" and not select.select([_IN], [], [], IDLE)[0]:
        return None
    return receive(_IN)  # type: ignore[no-any-return]


def _outcome(reader: NoteReader, errand: ReadRequest) -> ReadResult:
    try:
        with_limits(errand)
        document = reader.load(errand.what) if isinstance(errand.what, Found) else reader.read(*errand.what)
        found = ReadResult(document, tuple(reader.passages(document)))
    except StudyError as error:
        found = ReadResult(reason=error.message, hint=error.hint)
    except MemoryError:
        found = ReadResult(starved=True)
    except Exception as error:  # told as what befell this one
        found = ReadResult(reason=f"It could not be read ({type(error).__name__}: {str(error)[:200]}).")
    finally:
        without_limits()
    return found


def with_limits(errand: ReadRequest) -> None:
    """Let the system end this process after some seconds of work, and refuse it more memory, where it can."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, errand.seconds)
    limit_memory(errand.memory)


def without_limits() -> None:
    """Take the limits off again."""
    limit_memory(None)
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main()
