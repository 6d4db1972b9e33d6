"""A text on the terminal while it is written; it gives way to the finished reply."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # what a model writes must not steer the terminal
_ROOM = 2  # lines of the terminal left free


@contextmanager
def written(console: Console) -> Iterator[Callable[[str], None]]:
    """What takes the text piece by piece; each is shown at once, where there is a terminal."""
    if not console.is_terminal:
        yield lambda piece: None
        return
    whole = ""
    with Live(console=console, auto_refresh=False, transient=True) as live:

        def write(piece: str) -> None:
            nonlocal whole
            if piece:
                whole += _CONTROLS.sub("", piece)
                live.update(_end(whole, console), refresh=True)

        yield write


def _end(text: str, console: Console) -> Text:
    """The last lines of a text, as many as the terminal can show."""
    lines = Text(text).wrap(console, console.width)
    return Text("\n").join(lines[-max(1, console.height - _ROOM) :])
