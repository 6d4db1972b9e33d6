"""In a folder that is read-only, or on a full disk, everything that only reads goes on."""

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lines import Run

from settings import HERE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
READING = [
    ("ask", "What does a kiln do?", "--json"),
    ("ask", "What is the price of a locomotive in Peru?", "--json"),
    ("search", "kiln", "--json"),
    ("sources", "--json"),
    ("doctor", "--json"),
]


def cli(*command: str, prefix: tuple[str, ...] = (), limit: Callable[[], None] | None = None) -> dict[str, object]:
    """What a command prints, run in a process of its own."""
    done = subprocess.run(
        [*prefix, sys.executable, str(HERE / "cli.py"), *command],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        preexec_fn=limit,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), command
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.fixture
def synced(run: Run, notes: Path, tmp_path: Path) -> Path:
    assert run("sync", notes, "--no-follow-links")[0] == 0
    run("ask", "What does a kiln do?")
    return tmp_path / "library"


@pytest.fixture
def read_only(synced: Path) -> Iterator[Path]:
    synced.chmod(0o500)
    for path in synced.rglob("*"):
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield synced
    for path in (synced, *synced.rglob("*")):
        path.chmod(0o700)


@pytest.mark.parametrize("command", READING, ids=lambda command: " ".join(command[:2]))
def test_in_a_read_only_folder(command: tuple[str, ...], read_only: Path) -> None:
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:  # root writes anywhere unless that right is dropped
        if not (setpriv := shutil.which("setpriv")):
            pytest.skip("setpriv is not installed")
        prefix = (setpriv, "--bounding-set", "-dac_override,-dac_read_search")
    told = cli(*command, prefix=prefix)
    if told.get("status") == "refused":
        assert "cannot be" in str(told["unkept"])


@pytest.mark.parametrize("command", READING, ids=lambda command: " ".join(command[:2]))
def test_on_a_full_disk(command: tuple[str, ...], synced: Path) -> None:
    """No file may grow: what a full disk does to one, without filling one."""

    def nothing_more() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    told = cli(*command, limit=nothing_more)
    if told.get("status") == "refused":
        assert told["unkept"]
    assert (synced / "library.sqlite3").exists()
