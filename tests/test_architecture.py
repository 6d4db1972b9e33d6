"""The import rules of docs/design.md, executable."""

import ast
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
MAY_IMPORT: dict[str, set[str]] = {  # package -> ours that it may import; those of EVERYTHING may import all
    "domain": set(),
    "prompts": {"domain"},
    "language": {"domain"},
    "claims": {"domain", "language"},
    "ingest": {"domain", "language"},
    "index": {"domain", "language"},
    "models": {"domain"},
    "study": {"domain"},
    "terminal": {"domain", "language"},
    "answer": {"domain", "language", "claims", "prompts"},
    "quiz": {"domain", "language", "claims", "prompts"},
    "ui": {"domain", "language", "quiz"},
    "settings": {"domain"},
}
ONLY_IN = {  # third party -> the only places that may import it
    "streamlit": {"ui", "app"},
    "chromadb": {"index"},
    "sqlalchemy": {"study"},
    "sentence_transformers": {"models"},
    "openvino": {"models"},
    "tokenizers": {"models", "evals"},  # evals: the reader is trained there
    "torch": {"models", "evals"},
    "sklearn": {"evals"},
    "boto3": {"models"},
    "botocore": {"models"},
    "langchain": {"models"},  # and langchain_core, langchain_openai, …
    "markdown_it": {"ingest", "ui"},
    "lxml": {"ingest"},
    "pypdfium2": {"ingest"},
    "trafilatura": {"ingest"},
    "mammoth": {"ingest"},
    "typer": {"cli", "commands"},
    "rich": {"terminal", "cli"},
    "httpx": {"ingest", "index", "models"},
    "httpx2": {"models"},
    "httpcore": {"ingest"},
    "jsonschema": {"models"},
    "protego": {"ingest"},
    "fsrs": {"quiz"},
    "genanki": {"quiz"},
    "altair": {"ui"},
}
HEAVY = {"torch", "chromadb", "openvino", "sentence_transformers", "transformers", "langchain", "sqlalchemy"}
HEAVY |= {"lxml", "pypdfium2", "trafilatura", "mammoth", "html_to_markdown"}
MODULES = 15  # of a folder, at most
EVERYTHING = {"app", "bootstrap", "cli", "commands", "evals", "process"}
OURS = MAY_IMPORT.keys() | EVERYTHING
FILES = [p for name in sorted(OURS) for p in (*ROOT.glob(f"{name}.py"), *sorted((ROOT / name).rglob("*.py")))]


def home_of(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(nodes: list[ast.AST]) -> set[str]:
    plain = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    froms = {n.module for n in nodes if isinstance(n, ast.ImportFrom) and not n.level and n.module}
    return {name.split(".")[0] for name in plain | froms}


@cache
def everywhere(path: Path) -> set[str]:
    """Top-level names a file imports, at any depth: a deferred import is still an import."""
    return imported(list(ast.walk(ast.parse(path.read_text(encoding="utf-8")))))


def test_no_folder_holds_more_than_a_newcomer_can_take_in() -> None:
    for folder in {path.parent for path in FILES} - {ROOT}:
        modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(modules) <= MODULES, (folder, sorted(modules))


def test_the_house_has_its_rooms() -> None:
    homes = {home_of(p) for p in FILES}
    assert {"app", "cli", "bootstrap", "settings", "domain", "ingest", "index", "models", "answer", "ui"} <= homes


def test_imports_point_inwards() -> None:
    wrong = []
    for path in FILES:
        home = home_of(path)
        if home in MAY_IMPORT:
            wrong += [f"{path}: {x}" for x in (everywhere(path) & OURS) - MAY_IMPORT[home] - {home}]
    assert not wrong, "\n".join(sorted(wrong))


def test_each_library_has_one_home() -> None:
    wrong = []
    for path in FILES:
        for name, homes in ONLY_IN.items():
            kin = {x for x in everywhere(path) if x == name or x.startswith(f"{name}_")}
            wrong += [f"{path}: {x}" for x in kin if home_of(path) not in homes | {"evals"}]
    assert not wrong, "\n".join(sorted(wrong))


def test_the_domain_needs_the_standard_library_alone() -> None:
    for path in (ROOT / "domain").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        typing_only = [
            n for n in ast.walk(tree) if isinstance(n, ast.If) and getattr(n.test, "id", "") == "TYPE_CHECKING"
        ]
        for block in typing_only:
            block.body = []
        assert imported(list(ast.walk(tree))) <= sys.stdlib_module_names | {"domain"}, path


def test_nothing_heavy_is_imported_when_a_module_loads() -> None:
    for path in FILES:
        if home_of(path) != "study" and path.name != "train.py":  # the diary is itself imported on first use
            body = ast.parse(path.read_text(encoding="utf-8")).body
            assert not imported(list(body)) & HEAVY, path
