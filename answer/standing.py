"""Whether a sentence can be read alone, and whether it says anything that another does not. Pure."""

import re

TITLE = 4  # words
SAID = 0.7  # share of a sentence's words from which one told before says it

_LEANS = re.compile(
    r"(?:this|these|that|those|it|they|its|their|such|here|there|then|for example|for instance|in this|so|but|and|also|"
    r"however|therefore|otherwise)\b",
    re.IGNORECASE,
)
_SCHEMES = ("http://", "https://")
_WORDS = re.compile(r"\w+")


def leans(plain: str) -> bool:
    """Whether a sentence begins with what only the one before it explains."""
    return bool(_LEANS.match(plain))


def introduces(plain: str) -> bool:
    """Whether a sentence only leads to what follows it."""
    return plain.rstrip().endswith(":")


def asks(plain: str) -> bool:
    """Whether a sentence is a question: notes hold many for practice, and none of them answers anything."""
    return plain.rstrip(" *_)\"'”’").endswith("?")


def only_links(plain: str) -> bool:
    """Whether a sentence is nothing but addresses."""
    return bool(plain.strip()) and all(word.lstrip("<(").startswith(_SCHEMES) for word in plain.split())


def titles(plain: str) -> bool:
    """Whether a sentence is so short that it only names what follows it: "2/ Classic resize."."""
    return len(plain.split()) <= TITLE


def says_again(one: str, other: str) -> bool:
    """Whether a sentence says little that another does not."""
    words = set(_WORDS.findall(one.casefold()))
    return len(words & set(_WORDS.findall(other.casefold()))) >= SAID * len(words)
