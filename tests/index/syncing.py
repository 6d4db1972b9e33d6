"""Syncs in processes of their own, to be waited for or killed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SYNC = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}]
from index.library import Library
from models.hashing import HashEmbedder
from tests.fakes import LineReader
import index.sync.embedding, index.chroma.vectors, index.chroma.repair
for module in (index.sync.embedding, index.chroma.vectors, index.chroma.repair):
    module.BATCH = 7  # many small steps: many places to die at
class Slow(HashEmbedder):
    def embed(self, texts, /):
        import time
        time.sleep({pause})
        return super().embed(texts)
library = Library(Path(sys.argv[1]), Slow(), LineReader())
print("begun", flush=True)
library.sync([Path(p) for p in sys.argv[2:]], on_progress=lambda p: print(p.stage, p.done, flush=True))
print("done", flush=True)
"""


def start(library: Path, *paths: Path, pause: float = 0.0) -> "subprocess.Popen[str]":
    code = SYNC.format(root=str(ROOT), pause=pause)
    command = [sys.executable, "-c", code, str(library), *map(str, paths)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finished(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    out, err = process.communicate(timeout=100)
    return process.returncode, out, err


def lines_of(process: "subprocess.Popen[str]") -> Iterator[str]:
    assert process.stdout
    return iter(process.stdout)


def kill_after(process: "subprocess.Popen[str]", line: str) -> None:
    """SIGKILL as soon as a line was printed."""
    for printed in lines_of(process):
        if printed.startswith(line):
            break
    process.kill()
    process.communicate(timeout=100)
