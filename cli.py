"""Footnote in a terminal: sync notes, search them, ask them. Errors are one line and a hint."""

# Every command imports what it needs when it runs: help comes at once, and a question waits for nothing else.

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from domain.documents import Kind
from domain.errors import StudyError

if TYPE_CHECKING:
    from bootstrap import Study
    from domain.replies import Scope
    from terminal.batch import Row

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown", pretty_exceptions_enable=False, help=__doc__)

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


def main() -> None:
    """Run the command line; an error for people ends it with status 1."""
    try:
        app()
    except StudyError as error:
        from rich.text import Text

        from terminal import render

        console = render.console(stderr=True)
        console.print(Text.assemble((error.message, "red"), " ", (error.hint, "dim")), soft_wrap=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of a pipe went away: nothing to say, and nobody to say it to
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


@contextmanager
def _opened(library: Path | None, allow_hosts: Sequence[str] | None = None) -> "Iterator[Study]":
    from bootstrap import build_study
    from settings import Settings

    study = build_study(Settings.load(library, allow_hosts or ()))
    try:
        yield study
    finally:
        study.close()


@app.command(epilog="Example: `python cli.py sync ~/notes`")
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
    with _opened(library, allow_host) as study, progress.bars(err, shown=err.is_terminal and not as_json) as step:
        for folder in forget or ():
            study.forget(folder)
        done = study.sync(paths or (), full=full, on_progress=step)
        if follow_links:
            done = done.joined(study.follow(again=full, on_progress=step))
    if as_json:
        counts = {name: len(getattr(done, name)) for name in ("added", "changed", "removed", "unchanged")}
        skipped = [{"location": s.location, "reason": s.reason, "hint": s.hint} for s in done.skipped]
        _print(
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


@app.command(epilog='Example: `python cli.py search "row-level security" -k 5`')
def search(
    query: Annotated[str | None, typer.Argument(help="Words to look for.")] = None,
    batch_file: BatchOption = None,
    limit: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    kind: KindOption = None,
    source: SourceOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages by meaning and by words."""
    from answer.followup import stand_alone
    from domain.replies import Question
    from domain.wire import hit_to_dict

    scope = _scope(kind, source)
    with _opened(library) as study:

        def one(row: "Row") -> dict[str, Any]:
            began = time.perf_counter()
            asked_as = stand_alone(Question(row.question, row.history))
            hits = study.search(asked_as, limit=limit, scope=scope)
            found = [hit_to_dict(hit, rank) for rank, hit in enumerate(hits, 1)]
            return {"id": row.id, "query": row.question, "ms": _since(began), "hits": found}

        if as_json or batch_file:
            _each(query, batch_file, one)
        else:
            from terminal import render

            text = _one_of(query, batch_file)
            render.console().print(render.hits(study.search(text, limit=limit, scope=scope), text))


@app.command(epilog='Example: `python cli.py ask "What does make_struct do?"`')
def ask(
    question: Annotated[str | None, typer.Argument(help="A question to your notes.")] = None,
    batch_file: BatchOption = None,
    model: Annotated[str, typer.Option(help="Who answers: extractive.")] = "extractive",
    kind: KindOption = None,
    source: SourceOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer from your notes, every sentence with its footnote."""
    from domain.replies import Question
    from domain.wire import reply_to_dict

    if model != "extractive":
        raise StudyError(f"There is no model named {model}.", "This version answers with: extractive.")
    scope = _scope(kind, source)
    with _opened(library) as study:

        def one(row: "Row") -> dict[str, Any]:
            began = time.perf_counter()
            first: list[float] = []
            reply = study.ask(Question(row.question, row.history, scope), on_text=lambda _: first.append(_since(began)))
            return reply_to_dict(
                reply, id=row.id, ms=_since(began), first_token_ms=first[0] if first else _since(began)
            )

        if as_json or batch_file:
            _each(question, batch_file, one)
        else:
            from terminal import render

            reply = study.ask(Question(_one_of(question, batch_file), scope=scope))
            render.console().print(render.reply(reply))


@app.command(epilog="Example: `python cli.py sources --json`")
def sources(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List what is in the library."""
    with _opened(library) as study:
        entries = study.ledger()
    if as_json:
        _print({"sources": [entry.to_dict() for entry in entries]})
    else:
        from terminal import render

        columns = [e.source for e in entries], [e.passages for e in entries], [len(e.links) for e in entries]
        render.console().print(render.sources(*columns))


@app.command(epilog="Example: `python cli.py links https://example.org/page --retry`")
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
    from domain.wire import entry_to_dict
    from terminal import ledger, render

    asked = {"retry": retry, "pause": pause, "resume": resume, "remove": remove, "section": section, "page": page}
    asked["replace"] = replace is not None
    deeds = [name for name, chosen in asked.items() if chosen]
    if len(deeds) > 1 or (deeds and url is None):
        raise typer.BadParameter("Name one link, and one thing to do with it.")
    with _opened(library, allow_host) as study:
        if url is not None:
            url = study.known_link(url)
        if url is not None and deeds:
            _mend(study, url, deeds[0], replace)
        entries = [entry for entry in study.links() if url in (None, entry.url)]
    if as_json:
        _print({"links": [entry_to_dict(entry) for entry in entries]})
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


@app.command(epilog="Example: `python cli.py doctor`")
def doctor(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Say what is installed, who answers, and how the library is."""
    with _opened(library) as study:
        facts = study.examine()
    if as_json:
        _print(dict(facts))
    else:
        from terminal import render

        render.console().print(render.facts(facts))


def _scope(kind: Kind | None, source: list[str] | None) -> "Scope":
    from domain.replies import Scope

    return Scope(frozenset(source or ()), frozenset({kind} if kind else ()))


def _one_of(text: str | None, batch_file: str | None) -> str:
    """The text to work on; wrong usage when there is none, or both."""
    if bool(text and text.strip()) == bool(batch_file):
        raise typer.BadParameter("Give a question, or --batch FILE.jsonl, not both and not neither.")
    return text or ""


def _each(text: str | None, batch_file: str | None, one: "Callable[[Row], dict[str, Any]]") -> None:
    from terminal import batch

    _one_of(text, batch_file)
    for row in batch.rows(batch_file) if batch_file else [batch.Row(None, text or "")]:
        _print(one(row))


def _print(wire: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(wire, ensure_ascii=False) + "\n")


def _since(began: float) -> float:
    return round(1000 * (time.perf_counter() - began), 2)


if __name__ == "__main__":
    main()
