"""`coverage`: what an exam asks for against what the notes hold and the student knows."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import JsonOption, LibraryOption, opened, print_json


def coverage(
    blueprint: Annotated[
        Path | None, typer.Option(metavar="FILE.yaml", help="Another exam (default: that of the settings).")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the blueprint matrix: each task of the exam, what your notes hold on it, and what you have shown to know."""
    with opened(library) as study:
        found = study.coverage(blueprint)
    if as_json:
        from domain.wire.coverage import coverage_to_dict

        print_json(coverage_to_dict(found))
    else:
        from terminal import memory, render

        render.console().print(memory.coverage(found))
