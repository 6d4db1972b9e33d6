"""A sync of links killed at any instant and run again ends where one clean sync ends."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from student import Student

from sites.replies import Reply, page, redirect, script_shell
from sites.server import Sites

SYNC = """
import sys
from pathlib import Path
from index.library import Library
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.limits import Limits
from ingest.following import WebFollower
from ingest.reader import NoteReader
from models.hashing import HashEmbedder
import index.sync.embedding, index.chroma.vectors, index.chroma.repair
for module in (index.sync.embedding, index.chroma.vectors, index.chroma.repair):
    module.BATCH = 5  # many small steps: many places to die at
folder, notes = Path(sys.argv[1]), Path(sys.argv[2])
embedder = HashEmbedder()
reader = NoteReader(embedder.pieces, embedder.limit)
library = Library(folder / "library", embedder, reader)
print("begun", flush=True)
library.sync([notes])
with WebFetcher(folder / "pages", allow_hosts=["127.0.0.1"], limits=Limits(delay=0)) as fetcher:
    library.follow(WebFollower(fetcher, reader))
"""
PAGES = 24
FACTS = {
    "sources": "SELECT * FROM sources ORDER BY id",
    "documents": "SELECT * FROM documents ORDER BY source",
    "passages": 'SELECT id, source, start, "end", digest, body FROM passages ORDER BY id',
    "vectors": "SELECT * FROM vectors ORDER BY digest",
    "spellings": "SELECT * FROM spellings ORDER BY word",
    "ledger": "SELECT url, reason, hint, final_url, left_out, held, saved FROM ledger ORDER BY url",
    "led": "SELECT * FROM led ORDER BY url, place",
    "changes": "SELECT source, diff FROM changes ORDER BY source",
}


def begun(folder: Path, notes: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", SYNC, folder, notes], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def ended(process: subprocess.Popen[bytes]) -> None:
    process.communicate(timeout=100)
    assert process.returncode == 0


def facts(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(folder / "library" / "library.sqlite3")
    held = {name: connection.execute(query).fetchall() for name, query in FACTS.items()}
    connection.close()
    return held


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_sync_of_links_killed_at_any_instant_ends_where_a_clean_one_does(
    sites: Sites, student: Student, tmp_path: Path
) -> None:
    others = [page(), redirect("/0"), Reply(404), script_shell()]
    for n in range(PAGES):
        text = page("".join(f"<h2>Part {i}</h2><p>Fact {i} of page {n} about kilns and glazes.</p>" for i in range(6)))
        sites.add(f"{sites.here}/{n}", others[n % len(others)] if n % 3 == 1 else text)
    links = "".join(f"- Fact {n} [*]({sites.here}/{n})\n" for n in range(PAGES))
    (student.notes / "notes.md").write_text(f"# Notes\n\n{links}", encoding="utf-8")
    began = time.monotonic()
    ended(begun(tmp_path / "clean", student.notes))
    seconds = time.monotonic() - began
    clean = facts(tmp_path / "clean")
    assert len(clean["sources"]) > PAGES // 2
    chance = random.Random(0)
    for attempt in range(20):
        folder = tmp_path / f"killed-{attempt}"
        process = begun(folder, student.notes)
        time.sleep(chance.uniform(0, seconds * 0.9))
        process.kill()
        process.communicate()
        ended(begun(folder, student.notes))
        left = facts(folder)
        assert left == clean, attempt
