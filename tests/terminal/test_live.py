"""A text that is being written, on a terminal."""

import io

from rich.console import Console

from terminal.live import written


def shown(*pieces: str, terminal: bool = True) -> list[str]:
    """What stood in the output after each piece."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=40, height=6, _environ={})
    states = []
    with written(console) as write:
        for piece in pieces:
            before = len(out.getvalue())
            write(piece)
            states.append(out.getvalue()[before:])
    return states


def test_every_piece_is_shown_at_once() -> None:
    first, silent, second = shown("Kilns", "", " fire")
    assert "Kilns" in first and silent == "" and "Kilns fire" in second


def test_a_long_text_shows_its_end() -> None:
    (last,) = shown("\n".join(f"line {n}" for n in range(50)))
    assert "line 49" in last and "line 10" not in last


def test_what_a_model_writes_does_not_steer_the_terminal() -> None:
    (state,) = shown("a\x1b]0;title\x07b\x9b31mc")
    assert "a]0;titleb31mc" in state


def test_in_a_pipe_nothing_is_shown_on_the_way() -> None:
    assert shown("Kilns", terminal=False) == [""]
