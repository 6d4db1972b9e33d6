"""What a student waits for before the first answer is imported, and nothing else."""

import os
import subprocess
import sys
import tomllib
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
SCAN = """
import sys
from streamlit.components.v2.component_manager import BidiComponentManager
from ui.preload import skip_component_scan
read = []
sys.addaudithook(lambda event, what: event == "open" and str(what[0]).endswith("METADATA") and read.append(what[0]))
skip_component_scan()
BidiComponentManager().discover_and_register_components(start_file_watching=False)
print(len(read))
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


def test_a_sync_that_finds_nothing_new_opens_neither_a_model_nor_chroma(library: Path, cache: Path) -> None:
    assert not imported(COMMAND, library, cache, "sync") & (SLOW | {"chromadb", "openvino", "tokenizers"})


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


def test_the_metadata_of_no_installed_package_is_read() -> None:
    """An update of Streamlit that looks for components in another way is noticed here."""
    done = subprocess.run([sys.executable, "-c", SCAN], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.stdout.split() == ["0"], done.stderr


def test_streamlit_listens_on_this_machine_alone_and_need_not_ask_for_its_address() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "localhost"
