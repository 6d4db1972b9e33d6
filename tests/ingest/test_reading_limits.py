"""Whatever a note or a page holds, reading it ends in time and within its memory, and the others are read."""

import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.documents import Found, Kind, Source
from domain.errors import StudyError
from domain.linked import Fetched, LinkState
from ingest.sandbox import reader as limited
from ingest.sandbox.reader import LimitedReader

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]
COUNTER = "models.encoder:piece_counter"


@pytest.fixture
def reader() -> Iterator[LimitedReader]:
    reader = LimitedReader(lambda text: len(text.split()) + 2, 256, COUNTER)
    yield reader
    reader.close()


def found(path: Path) -> Found:
    return Found(f"note:{path.name}", str(path), "notes", "0")


def wrote(tmp_path: Path, name: str, text: str) -> Found:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return found(path)


ODD = {
    "a table of 65,000 rows a cell": ("a.html", "<table>" + "<tr><td rowspan=65000>x<td>y</tr>" * 500 + "</table>"),
    "a table of 1,000 columns a cell": ("a.html", "<table>" + "<tr><td colspan=1000>x</tr>" * 500 + "</table>"),
    "dots": ("a.md", "." * 20_000),
    "dots and spaces": ("a.md", ". " * 20_000),
    "40,000 attributes": ("a.html", "<p " + " ".join(f"a{n}=1" for n in range(40_000)) + ">x</p>"),
    "ten thousand nested tags": ("a.html", "<div>" * 10_000 + "x" + "</div>" * 10_000),
    "nested lists": ("a.html", "<ul><li>" * 3_000 + "x"),
    "newlines after an element": ("a.html", "<p>x</p>" + "\n" * 100_000 + "y"),
    "alternating marks": ("a.md", "a" + "\u0300\u0323" * 50_000),
    "brackets": ("a.md", "[" * 50_000),
    "links that never close": ("a.md", "[a](" * 20_000),
    "stars": ("a.md", "*a **" * 20_000),
    "backticks": ("a.md", "".join("`" * n + "a" for n in range(1, 300))),
    "quotes in quotes": ("a.md", ">" * 20_000 + "a"),
    "list in list": ("a.md", "\n".join(" " * n + "- a" for n in range(600))),
    "pipes": ("a.md", "|" * 20_000 + "\n" + "|-" * 20_000),
    "one long word": ("a.md", "a" * 1_000_000),
    "spaces": ("a.md", "a" + " " * 200_000 + "b"),
    "numbers": ("a.md", "1." * 50_000),
    "entities": ("a.md", "&amp;" * 100_000),
    "escapes": ("a.md", "\\" * 100_000),
    "lines": ("a.txt", "\n" * 500_000 + "x"),
    "front matter": ("a.md", "---\n" + "a: [" * 5_000 + "\n---\nx"),
    "a notebook in a notebook": ("a.ipynb", "[" * 100_000),
}


@pytest.mark.parametrize(("name", "text"), ODD.values(), ids=ODD)
def test_what_is_odd_ends_in_time_and_harms_no_other(
    reader: LimitedReader, tmp_path: Path, name: str, text: str
) -> None:
    odd, plain = wrote(tmp_path, name, text), wrote(tmp_path, "plain.md", "# Kilns\n\nKilns fire clay.\n")
    reader.load(plain)
    began = time.process_time() + sum(os.times()[2:4])
    try:
        document = reader.load(odd)
        reader.passages(document)
    except StudyError as error:
        assert "\n" not in error.message
    reader.close()  # its time is ours once it has ended
    assert time.process_time() + sum(os.times()[2:4]) - began < limited.SECONDS + 3
    assert "Kilns fire clay" in reader.load(plain).text


def test_what_takes_too_long_is_told_and_the_next_is_read(
    reader: LimitedReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "SECONDS", 0.02)
    slow = wrote(tmp_path, "slow.md", "\n".join(f"- *item* **{n}** [a](b{n})" for n in range(20_000)))
    with pytest.raises(StudyError, match=r"slow\.md takes longer than") as told:
        reader.load(slow)
    assert told.value.hint
    monkeypatch.undo()
    assert reader.load(wrote(tmp_path, "b.md", "Kilns fire clay.\n")).text == "Kilns fire clay.\n"


def test_what_needs_too_much_memory_is_told_and_the_next_is_read(
    reader: LimitedReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited, "MEMORY", 200 * 2**20)
    monkeypatch.setattr(limited, "MEMORY_A_BYTE", 0)
    monkeypatch.setattr(limited, "SECONDS", 60.0)
    large = wrote(tmp_path, "large.md", "\n".join(f"- *item* **{n}** [a](b{n})" for n in range(100_000)))
    with pytest.raises(StudyError, match=r"large\.md (needs more than 200 MB|cannot be read)"):
        reader.load(large)
    monkeypatch.undo()
    assert reader.load(wrote(tmp_path, "b.md", "Kilns fire clay.\n")).text == "Kilns fire clay.\n"


def test_a_process_that_was_killed_is_started_anew(reader: LimitedReader, tmp_path: Path) -> None:
    note = wrote(tmp_path, "a.md", "Kilns fire clay.\n")
    reader.load(note)
    assert reader._worker
    os.kill(reader._worker._process.pid, signal.SIGTERM)
    time.sleep(0.2)
    with pytest.raises(StudyError, match="broke down"):
        reader.load(note)
    assert reader.load(note).text == "Kilns fire clay.\n"


def test_a_process_that_ended_for_want_of_work_is_started_anew(
    reader: LimitedReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = wrote(tmp_path, "a.md", "Kilns fire clay.\n")
    reader.load(note)
    assert reader._worker and reader._worker._process.stdin
    reader._worker._process.stdin.close()
    reader._worker._process.wait(10)
    assert reader.load(note).text == "Kilns fire clay.\n"


def test_a_page_is_read_as_a_note_is(reader: LimitedReader) -> None:
    page = Fetched(
        url="https://example.org/a",
        final_url="https://example.org/a",
        state=LinkState.FETCHED,
        at=datetime(2026, 1, 1, tzinfo=UTC),
        body=b"<html><body><h1>Kilns</h1><p>Kilns fire clay.</p></body></html>",
        media_type="text/html",
    )
    document = reader.read(page, Source("web:https://example.org/a", Kind.WEB, "", "https://example.org/a"))
    assert document.source.title == "Kilns" and "Kilns fire clay." in document.text
    assert [p.plain for p in reader.passages(document)] == [p.plain for p in reader._inner.passages(document)]


def test_what_cannot_be_opened_is_told(reader: LimitedReader, tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="cannot be read"):
        reader.load(found(tmp_path / "nowhere.md"))
