"""Which words of a text are names, and which the library does not hold at all."""

import re

from domain.ports import Words

_CAPITAL = re.compile(r"[A-Z].*[A-Z]|[_:]|\d")


def names(text: str, words: Words) -> set[str]:
    """The terms of the names in a text: identifiers, acronyms, capitals that do not open a sentence."""
    found: set[str] = set()
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for n, word in enumerate(re.findall(r"\w(?:[\w:./-]*\w)?", sentence)):
            if _CAPITAL.search(word) or (n and word[0].isupper() and len(word) > 1):
                found |= set(words.terms(word))
    return found


def missing(question: str, words: Words) -> tuple[str, ...]:
    """Up to three words of a question that no passage of the library holds."""
    found = re.findall(r"\w[\w:.-]*\w", question)
    unknown = [w for w in found if (terms := words.terms(w)) and not any(words.knows(t) for t in terms)]
    return tuple(dict.fromkeys(unknown))[:3]
