"""Footnote in a terminal: sync notes, search them, ask them, be asked. Errors are one line and a hint."""

import os
import sys
from io import TextIOWrapper
from typing import NoReturn

import typer

from commands.asking import ask, search
from commands.coverage import coverage
from commands.doctor import doctor
from commands.evaluate import evaluate
from commands.quiz import quiz
from commands.review import review
from commands.sources import links, sources
from commands.syncing import sync
from domain.errors import StudyError, unforeseen

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown", pretty_exceptions_enable=False, help=__doc__)
app.command(epilog="Example: `python cli.py sync ~/notes`")(sync)
app.command(epilog='Example: `python cli.py search "row-level security" -k 5`')(search)
app.command(epilog='Example: `python cli.py ask "What does make_struct do?"`')(ask)
app.command(epilog="Example: `python cli.py quiz --topic SPICE -n 5`")(quiz)
app.command(epilog="Example: `python cli.py sources --json`")(sources)
app.command(epilog="Example: `python cli.py links https://example.org/page --retry`")(links)
app.command(epilog="Example: `python cli.py review`")(review)
app.command(epilog="Example: `python cli.py coverage`")(coverage)
app.command(epilog="Example: `python cli.py doctor`")(doctor)
app.command("eval", epilog="Example: `python cli.py eval --auto`")(evaluate)


def main() -> None:
    """Run the command line; whatever goes wrong is told in one line and ends it with status 1."""
    os.umask(0o077)  # what is kept of the notes is for their owner alone
    for stream in (sys.stdout, sys.stderr):  # a file's name need not be text
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except StudyError as error:
        _end_with(error)
    except BrokenPipeError:  # the reader of a pipe went away: nothing to say, and nobody to say it to
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last catch: a student is shown no traceback unasked
        if os.environ.get("FOOTNOTE_DEBUG"):
            raise
        _end_with(unforeseen(error))


def _end_with(error: StudyError) -> NoReturn:
    from rich.text import Text

    from terminal import render

    console = render.console(stderr=True)
    message, hint = (" ".join(text.split()) for text in (error.message, error.hint))
    console.print(Text.assemble((message, "red"), " ", (hint, "dim")), soft_wrap=True)
    sys.exit(1)


if __name__ == "__main__":
    main()
