"""Whether a sentence only leads to others, and whether it says anything that another does not. Pure."""

import re

SAID = 0.7  # share of a sentence's words from which one told before says it
_WORDS = re.compile(r"\w+")


def introduces(plain: str) -> bool:
    """Whether a sentence only leads to what follows it."""
    return plain.rstrip().endswith(":")


def says_again(one: str, other: str) -> bool:
    """Whether a sentence says little that another does not."""
    words = set(_WORDS.findall(one.casefold()))
    return len(words & set(_WORDS.findall(other.casefold()))) >= SAID * len(words)
