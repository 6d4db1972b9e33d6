"""What the commands share: their options, the study partner they open, and what they print."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.documents import Kind

if TYPE_CHECKING:
    from bootstrap import Study
    from domain.replies import Scope
    from terminal.batch import Row

LibraryOption = Annotated[
    Path | None, typer.Option(help="The library folder (default: .footnote).", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
BatchOption = Annotated[
    str | None,
    typer.Option("--batch", metavar="FILE.jsonl", help="Many questions, one JSON object a line; - is stdin."),
]
KindOption = Annotated[Kind | None, typer.Option(help="Only notes, web pages or PDFs.")]
SourceOption = Annotated[list[str] | None, typer.Option("--source", metavar="ID", help="Only this source; repeatable.")]


@contextmanager
def opened(library: Path | None, allow_hosts: Sequence[str] | None = None, model: str = "") -> "Iterator[Study]":
    """The study partner over a library (none: that of the settings), let go of at the end."""
    from bootstrap import build_study
    from settings import Settings

    study = build_study(Settings.load(library, allow_hosts or ()), model)
    try:
        yield study
    finally:
        study.close()


def scope_of(kind: Kind | None, source: list[str] | None) -> "Scope":
    """Where to look."""
    from domain.replies import Scope

    return Scope(frozenset(source or ()), frozenset({kind} if kind else ()))


def one_of(text: str | None, batch_file: str | None) -> str:
    """The text to work on; wrong usage when there is none, or both."""
    if bool(text and text.strip()) == bool(batch_file):
        raise typer.BadParameter("Give a question, or --batch FILE.jsonl, not both and not neither.")
    from domain.replies import readable

    return readable(text or "")


def each(text: str | None, batch_file: str | None, one: "Callable[[Row], dict[str, Any]]") -> None:
    """Print what comes of the text, or of every row of the batch, as a line of JSON each."""
    from terminal import batch

    asked = one_of(text, batch_file)
    for row in batch.rows(batch_file) if batch_file else [batch.Row(None, asked)]:
        print_json(one(row))


def print_json(wire: dict[str, Any]) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(wire, ensure_ascii=False) + "\n")


def since(began: float) -> float:
    """Milliseconds since a moment of `time.perf_counter`."""
    return round(1000 * (time.perf_counter() - began), 2)
