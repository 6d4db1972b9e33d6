"""Footnote in a terminal: sync notes, search them, ask them. Errors are one line and a hint."""

import sys

import typer

from commands.asking import ask, search
from commands.doctor import doctor
from commands.evaluate import evaluate
from commands.sources import links, sources
from commands.syncing import sync
from domain.errors import StudyError

app = typer.Typer(no_args_is_help=True, rich_markup_mode="markdown", pretty_exceptions_enable=False, help=__doc__)
app.command(epilog="Example: `python cli.py sync ~/notes`")(sync)
app.command(epilog='Example: `python cli.py search "row-level security" -k 5`')(search)
app.command(epilog='Example: `python cli.py ask "What does make_struct do?"`')(ask)
app.command(epilog="Example: `python cli.py sources --json`")(sources)
app.command(epilog="Example: `python cli.py links https://example.org/page --retry`")(links)
app.command(epilog="Example: `python cli.py doctor`")(doctor)
app.command("eval", epilog="Example: `python cli.py eval --auto`")(evaluate)


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


if __name__ == "__main__":
    main()
