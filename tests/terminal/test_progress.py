"""A bar for each stage of a sync, and one for each source that is being fetched."""

from io import StringIO

from rich.console import Console

from domain.documents import Progress, UnderWay
from terminal.progress import bars


def last_drawn(*steps: Progress) -> str:
    """What the bars look like when they are drawn for the last time."""
    screen = StringIO()
    with bars(Console(file=screen, force_terminal=True, width=120), shown=True) as step:
        assert step
        for one in steps:
            step(one)
        screen.truncate(0)
    return screen.getvalue()


def test_sources_under_way_have_bars_of_their_own() -> None:
    text = last_drawn(
        Progress("fetching", 1, 3, "b", (UnderWay("https://a.example/guide", 4, 9), UnderWay("https://b.example")))
    )
    assert "1/3" in text and "4/9" in text and "a.example/guide" in text and "b.example" in text


def test_a_source_that_is_there_leaves_the_screen() -> None:
    text = last_drawn(
        Progress("fetching", 0, 2, "a", (UnderWay("https://a.example", 1, 2),)),
        Progress("fetching", 2, 2, "a"),
    )
    assert "2/2" in text and "1/2" not in text


def test_nobody_looking_costs_nothing() -> None:
    with bars(Console(file=StringIO()), shown=False) as step:
        assert step is None
