"""A sync killed at any instant and run again ends where one clean sync ends."""

import json
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sites.replies import Reply, page, redirect, script_shell
from sites.server import Sites

SYNC = """
import json, sys
from pathlib import Path
from ingest.fetching.fetcher import WebFetcher
from ingest.fetching.limits import Limits
from ingest.fetching.parallel import fetch_together
cache, here, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
urls = [f"{here}/{n}" for n in range(count)]
with WebFetcher(cache, allow_hosts=["127.0.0.1"], limits=Limits(delay=0)) as fetcher:
    print("begun", flush=True)
    results = list(fetch_together(urls, lambda url: fetcher.fetch(url, known="")))
print(json.dumps(sorted([f.url, f.final_url, f.state, f.digest, f.reason] for f in results)))
"""
PAGES = 60


def begun(cache: Path, here: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", SYNC, cache, here, str(PAGES)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    return process


def ended(process: subprocess.Popen[bytes]) -> object:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return json.loads(output)


@pytest.mark.slow
def test_a_sync_killed_at_any_instant_ends_where_a_clean_one_does(sites: Sites, tmp_path: Path) -> None:
    others = [page(), redirect("/0"), Reply(404), script_shell(), page("word " * 50_000)]
    for n in range(PAGES):
        sites.add(f"{sites.here}/{n}", others[n % len(others)] if n % 2 else page(f"Page {n}."))
    began = time.monotonic()
    clean = ended(begun(tmp_path / "clean", sites.here))
    seconds = time.monotonic() - began
    chance = random.Random(0)
    for attempt in range(20):
        cache = tmp_path / f"killed{attempt % 4}"  # some caches are killed over several times
        process = begun(cache, sites.here)
        time.sleep(chance.uniform(0, seconds * 0.6))
        process.kill()
        process.communicate()
        if attempt >= 16:
            assert ended(begun(cache, sites.here)) == clean
    sites.forget_requests()
    assert ended(begun(tmp_path / "killed0", sites.here)) == clean
    assert not sites.asked
