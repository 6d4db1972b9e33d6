"""An answer as it is typed in a terminal -> what was given: "a", "1 3", "B, D", or words."""

import re

from domain.quiz import Given, Item

_CHOICE = re.compile(r"[a-z]|\d{1,2}")


def given_from(item: Item, text: str) -> Given:
    """Letters or numbers name options, counted from 1; the words of an option name it, too; else it is text."""
    if not item.options:
        return Given(text=text.strip())
    named = [n for n, option in enumerate(item.options) if option.casefold() == text.strip().casefold()]
    if named:
        return Given(tuple(named))
    words = re.findall(r"[^\W_]+", text.casefold())
    if not all(_CHOICE.fullmatch(word) for word in words):
        return Given(text=text.strip())
    numbers = [int(word) - 1 if word.isdigit() else ord(word) - ord("a") for word in words]
    return Given(tuple(n for n in numbers if 0 <= n < len(item.options)))


def letter(number: int) -> str:
    """How an option is called: "A" for the first."""
    return chr(ord("A") + number)
