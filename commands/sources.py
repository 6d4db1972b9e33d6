"""`sources` and `links`: what is in the library, and where it comes from."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import JsonOption, LibraryOption, opened, print_json
from domain.errors import StudyError

if TYPE_CHECKING:
    from bootstrap import Study


def sources(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List what is in the library."""
    from commands.entries import entries

    with opened(library) as study:
        found = entries(study)
    if as_json:
        print_json({"sources": [entry.to_dict() for entry in found]})
    else:
        from terminal import render

        columns = [e.source for e in found], [e.passages for e in found], [len(e.links) for e in found]
        render.console().print(render.sources(*columns))


def links(
    url: Annotated[str | None, typer.Argument(help="One link; none: all of them.")] = None,
    retry: Annotated[bool, typer.Option("--retry", help="Ask for it again, whatever came of it before.")] = False,
    pause: Annotated[bool, typer.Option("--pause", help="Ask no more for it; what was read stays.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Follow it again.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take what it led to out of the library.")] = False,
    section: Annotated[bool, typer.Option("--section", help="Read the pages below it in its guide, too.")] = False,
    page: Annotated[bool, typer.Option("--page", help="Read its page alone again.")] = False,
    replace: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read a file saved by hand in its place.")
    ] = None,
    allow_host: Annotated[list[str] | None, typer.Option(help="A private host that links may reach.")] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the links of your notes and what came of them, or mend one."""
    from domain.wire.replies import entry_to_dict
    from terminal import ledger, render

    asked = {"retry": retry, "pause": pause, "resume": resume, "remove": remove, "section": section, "page": page}
    asked["replace"] = replace is not None
    deeds = [name for name, chosen in asked.items() if chosen]
    if len(deeds) > 1 or (deeds and url is None):
        raise typer.BadParameter("Name one link, and one thing to do with it.")
    with opened(library, allow_host) as study:
        if url is not None:
            url = study.known_link(url)
        if url is not None and deeds:
            _mend(study, url, deeds[0], replace)
        entries = [entry for entry in study.links() if url in (None, entry.url)]
    if as_json:
        print_json({"links": [entry_to_dict(entry) for entry in entries]})
    else:
        render.console().print(ledger.entries(entries, whole=url is not None))


def _mend(study: "Study", url: str, deed: str, replacement: Path | None) -> None:
    """Do one thing with one link."""
    match deed:
        case "retry":
            study.follow([url], again=True)
        case "section" | "page":
            study.widen(url, deed == "section")
        case "replace" if replacement is not None:
            study.replace(url, replacement.name, _bytes_of(replacement))
        case _:
            {"pause": study.pause, "resume": study.resume, "remove": study.remove}[deed](url)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StudyError(f"{path} cannot be read: {error.strerror or error}.", "Check the path of the file.") from error
