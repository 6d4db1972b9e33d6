"""Word lists: data files, a folder for each language. `#` opens a line that is read by people alone."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def word_rows(name: str) -> tuple[str, ...]:
    """The words of a list such as "en/verbs", in their order."""
    lines = (_DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def word_list(name: str) -> frozenset[str]:
    """The words of a list, to be looked up in."""
    return frozenset(word_rows(name))
