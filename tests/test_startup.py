"""What a student waits for before the first answer is imported, and nothing else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # every test starts Python anew
ROOT = Path(__file__).parents[1]
SLOW = {"torch", "transformers", "sentence_transformers", "langchain", "langchain_core", "openai"}  # seconds each
COMMAND = """
import atexit, sys, cli
atexit.register(lambda: print("\\nALL", *sys.modules))
sys.argv = ["cli.py", *sys.argv[1:]]
cli.main()
"""
SCREEN = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("app.py", default_timeout=60).run()
assert not app.exception, app.exception
assert app.title[0].value == "Ask your notes", app.title
print("\\nALL", *sys.modules)
"""


def imported(code: str, library: Path, cache: Path, *arguments: str) -> set[str]:
    """The modules that are there when a fresh Python has run some code."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "FOOTNOTE_LIBRARY": str(library),
        "FOOTNOTE_CACHE": str(cache),
    }
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, timeout=100)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.fixture(scope="module")
def cache(request: pytest.FixtureRequest) -> Path:
    return Path(os.environ.get("FOOTNOTE_CACHE") or request.config.cache.mkdir("footnote-encoder"))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A note, synced in another process."""
    folder = tmp_path_factory.mktemp("startup")
    (folder / "notes").mkdir()
    (folder / "notes/glue.md").write_text("# Glue\n\n- A crawler infers the schema of data in S3.\n", encoding="utf-8")
    imported(COMMAND, folder / "library", cache, "sync", str(folder / "notes"))
    return folder / "library"


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    everything = imported(COMMAND, tmp_path / "library", tmp_path / "cache", "--help")
    assert not everything & (SLOW | {"chromadb", "openvino", "numpy", "sqlite3", "pydantic", "streamlit"})


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_waits_for_neither_torch_nor_chroma(library: Path, cache: Path, command: str) -> None:
    everything = imported(COMMAND, library, cache, command, "What does a crawler infer?")
    assert "openvino" in everything, "the exported model answers"
    assert not everything & (SLOW | {"chromadb", "sqlalchemy", "streamlit"})


def test_a_library_that_is_looked_at_loads_no_model(library: Path, cache: Path) -> None:
    assert not imported(COMMAND, library, cache, "sources") & (SLOW | {"chromadb", "openvino", "tokenizers"})


def test_the_first_screen_waits_for_neither_torch_nor_chroma(library: Path, cache: Path) -> None:
    assert not imported(SCREEN, library, cache) & (SLOW | {"chromadb"})


def test_a_model_that_was_chosen_is_imported_only_when_it_answers(library: Path, cache: Path) -> None:
    """Whoever looks at the library, or is answered by the notes alone, waits for no client library."""
    (library / "preferences.json").write_text('{"model": "ollama:llama3.2"}')
    clients = {"langchain_core", "langchain_ollama", "ollama", "openai", "httpx", "jsonschema"}
    try:
        assert not imported(COMMAND, library, cache, "sources") & (SLOW | clients)
        asked = imported(COMMAND, library, cache, "ask", "What does a crawler infer?", "--model", "extractive")
        assert not asked & (SLOW | clients)
    finally:
        (library / "preferences.json").unlink()
