"""A diary on every database at hand, and a clock that ticks one second a look."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import Engine

from study.cards import SqlCards
from study.diary import SqlDiary
from study.engine import open_engine
from study.sittings import SqlSittings
from study.tables import metadata

Clock = Callable[[], datetime]


@pytest.fixture
def clock() -> Clock:
    moments = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n) for n in range(1_000_000))
    return lambda: next(moments)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def diary(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[SqlDiary]:
    url = f"sqlite:///{tmp_path}/study.sqlite3" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    diary = SqlDiary(url, clock)
    yield diary
    if request.param == "postgresql":
        metadata.drop_all(diary._engine)
    diary.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/study.sqlite3" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = open_engine(url)
    yield engine
    if request.param == "postgresql":
        metadata.drop_all(engine)
    engine.dispose()


@pytest.fixture
def cards(engine: Engine) -> SqlCards:
    return SqlCards(engine)


@pytest.fixture
def sittings(engine: Engine, clock: Clock) -> SqlSittings:
    numbers = (f"{n:04}" for n in range(10_000))
    return SqlSittings(engine, clock, lambda: next(numbers))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL: the one in FOOTNOTE_TEST_POSTGRESQL, or a throw-away one when it is installed."""
    pytest.importorskip("psycopg", reason="the PostgreSQL driver psycopg is not installed")
    if url := os.environ.get("FOOTNOTE_TEST_POSTGRESQL"):
        yield url
        return
    binaries = _postgresql_binaries()
    if binaries is None:
        pytest.skip("PostgreSQL is not installed and FOOTNOTE_TEST_POSTGRESQL is not set")
    with TemporaryDirectory(prefix="footnote-postgresql-") as folder:  # pytest's own belong to whoever runs the tests
        yield from _throw_away(binaries, Path(folder))


def _postgresql_binaries() -> Path | None:
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return found[-1] if found else None


def _throw_away(binaries: Path, folder: Path) -> Iterator[str]:
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    data, control = folder / "data", str(binaries / "pg_ctl")
    subprocess.run(
        [*as_user, str(binaries / "initdb"), "-D", data, "-U", "postgres", "-A", "trust"],
        check=True,
        capture_output=True,
    )
    options = f"-c listen_addresses='' -k {folder} -c fsync=off"
    subprocess.run(
        [*as_user, control, "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
        check=True,
        capture_output=True,
    )
    yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    subprocess.run([*as_user, control, "-D", data, "-m", "immediate", "stop"], check=True, capture_output=True)
