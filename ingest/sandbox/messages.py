"""What a reader's process is asked and what it answers, and how both go through a pipe: as pickles, by length."""

import os
import pickle
import struct
from dataclasses import dataclass
from typing import Any

from domain.documents import Document, Found, Passage, Source
from domain.linked import Fetched

_HEAD = struct.Struct(">Q")


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """What is to be read: a file, or a body and the source it is of; and what reading it may take."""

    what: Found | tuple[Fetched, Source]
    seconds: float  # of this process's own time: a busy machine is no fault of a note's
    memory: int  # bytes of address space


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A document and its passages, or why there is none."""

    document: Document | None = None
    passages: tuple[Passage, ...] = ()
    reason: str = ""
    hint: str = ""
    starved: bool = False


def send(file: int, value: object) -> None:
    """One value, after its length."""
    data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
    for part in (_HEAD.pack(len(data)), data):
        view = memoryview(part)
        while view:
            view = view[os.write(file, view) :]


def receive(file: int) -> Any:  # noqa: ANN401  # what the other side wrote
    """The next value, None where the other side is gone."""
    head = _exactly(file, _HEAD.size)
    data = _exactly(file, *_HEAD.unpack(head)) if head else None
    return None if data is None else pickle.loads(data)  # of nobody but parent and child


def _exactly(file: int, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        try:
            part = os.read(file, min(size - len(parts), 1 << 20))
        except OSError:
            return None
        if not part:
            return None
        parts += part
    return bytes(parts)
