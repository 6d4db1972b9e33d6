"""Commands in processes of their own, timed and weighed."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep
from typing import IO

from settings import HERE

_LOOK = 0.02  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Run:
    """A command that ended well."""

    seconds: float  # from its start to its end
    peak: float  # megabytes resident in it and its children together, at most; 0 where there is no /proc
    output: str


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with bytecode kept between runs, as a student's Python does."""
    return {**{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}, **more}


def python(*arguments: str, more: Mapping[str, str] | None = None) -> Run:
    """Run this Python in the project's folder; `CalledProcessError` when it fails."""
    command = [sys.executable, *arguments]
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as err:
        began, peak = perf_counter(), 0.0
        process = subprocess.Popen(command, cwd=HERE, env=environment(more or {}), stdout=out, stderr=err)
        while process.poll() is None:
            peak = max(peak, sum(_resident(pid) for pid in _family(process.pid)))
            sleep(_LOOK)
        seconds = perf_counter() - began
        said, complaint = _read(out), _read(err)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, said, complaint)
    return Run(seconds, peak, said)


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _read(file: IO[str]) -> str:
    file.seek(0)
    return file.read()


def _family(pid: int) -> Sequence[int]:
    """A process and all that came from it."""
    found = [pid]
    for parent in found:
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, children.read_text().split())
            except OSError:  # it has ended meanwhile
                continue
    return found


def _resident(pid: int) -> float:
    """Megabytes of memory that a process holds."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
