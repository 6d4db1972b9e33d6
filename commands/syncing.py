"""`sync`: bring the library in line with the notes."""

from pathlib import Path
from typing import Annotated

import typer

from commands.options import JsonOption, LibraryOption, opened, print_json


def sync(
    paths: Annotated[list[Path] | None, typer.Argument(help="Folders or files; none: those synced before.")] = None,
    follow_links: Annotated[bool, typer.Option(help="Fetch the pages that the notes link to.")] = False,
    allow_host: Annotated[list[str] | None, typer.Option(help="A private host that links may reach.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Read and index everything anew.")] = False,
    forget: Annotated[list[Path] | None, typer.Option(help="Drop a folder from the library; its files stay.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the library in line with your notes."""
    from terminal import progress, render

    err = render.console(stderr=True)
    with opened(library, allow_host) as study, progress.bars(err, shown=err.is_terminal and not as_json) as step:
        for folder in forget or ():
            done = study.forget(folder)
        if paths or not forget or study.shelves():
            done = study.sync(paths or (), full=full, on_progress=step)
        if follow_links:
            done = done.joined(study.follow(again=full, on_progress=step))
    if as_json:
        counts = {name: len(getattr(done, name)) for name in ("added", "changed", "removed", "unchanged")}
        skipped = [{"location": s.location, "reason": s.reason, "hint": s.hint} for s in done.skipped]
        print_json(
            {
                **counts,
                "skipped": skipped,
                "passages": done.passages,
                "links": dict(done.links),
                "seconds": round(done.seconds, 3),
            }
        )
    else:
        render.console().print(render.report(done))
