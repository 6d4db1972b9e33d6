"""The words of a quote, so that it is known again where its file, its line breaks or its hyphens have changed."""

import re

_BREAKS = re.compile(r"\s+|(?<=[^\W\d_])[-‐‑\u00ad]\s*(?=[^\W\d_])")  # white space, and hyphens between letters


def said(text: str) -> str:
    """A text without white space and without hyphens inside words, in small letters. Figures keep their signs."""
    return _BREAKS.sub("", text).casefold()


def place_of(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text, as it is or with other breaks and hyphens; None when its words do not."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    kept = list(_kept(text))
    at = "".join(text[place] for place in kept).find(_BREAKS.sub("", quote))
    return (kept[at], kept[at + len(_BREAKS.sub("", quote)) - 1] + 1) if at >= 0 and quote.strip() else None


def _kept(text: str) -> list[int]:
    """The places of the characters that say something."""
    places: list[int] = []
    at = 0
    for found in _BREAKS.finditer(text):
        places += range(at, found.start())
        at = found.end()
    return [*places, *range(at, len(text))]
