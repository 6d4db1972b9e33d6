import os
import sys
from pathlib import Path

import pytest
from lines import NOTES, Run

import cli


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, request: pytest.FixtureRequest
) -> Run:
    """Run a command over a library of its own; status, output, errors."""
    cache = os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder")
    monkeypatch.setenv("FOOTNOTE_CACHE", str(cache))
    monkeypatch.setenv("FOOTNOTE_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("COLUMNS", "300")

    def one(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cli.py", *map(str, arguments)])
        status = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
        return status, *capsys.readouterr()

    return one


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "kilns.md").write_text(NOTES, encoding="utf-8")
    return folder
