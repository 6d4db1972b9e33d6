"""`doctor`: what is installed, who answers, and how the library is."""

from pathlib import Path
from typing import TYPE_CHECKING

from commands.options import JsonOption, LibraryOption, opened, print_json

if TYPE_CHECKING:
    from bootstrap import Study

_PACKAGES = ("chromadb", "sentence-transformers", "openvino", "langchain", "streamlit")


def doctor(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say what is installed, who answers, and how the library is."""
    with opened(library) as study:
        facts = _facts(study)
    if as_json:
        print_json(dict(facts))
    else:
        from terminal import render

        render.console().print(render.facts(facts))


def _facts(study: "Study") -> list[tuple[str, str]]:
    from importlib.metadata import version as installed
    from platform import python_version
    from shutil import disk_usage

    library, embedder = study.settings.library, study.embedder
    counts = study.passage_counts()
    free = disk_usage(library if library.exists() else Path.cwd()).free / 1e9
    return [
        ("python", python_version()),
        *((name, installed(name)) for name in _PACKAGES),
        ("answers", study.models.chosen),
        ("models here", ", ".join(model.name for model in study.models.find()) or "none found on the usual ports"),
        ("embedder", f"{embedder.name}, {embedder.dimension} numbers, reads {embedder.limit} word pieces"),
        ("library", str(library.resolve())),
        ("holds", f"{len(counts):,} sources, {sum(counts.values()):,} passages"),
        ("version", study.version() or "nothing synced yet: run `python cli.py sync`"),
        ("index", study.library.health()),
        ("vectors", study.library.vector_ways()),
        ("disk free", f"{free:.1f} GB"),
    ]
