"""A text -> how much of it is in Latin letters: those are what the bundled encoder was taught to read."""

_LATIN_ENDS, _MORE_BEGINS, _MORE_ENDS = 0x250, 0x1E00, 0x1F00  # Latin with all its accents: two stretches of Unicode


def latin_share(text: str) -> float:
    """The share of a text's letters that are Latin, 0..1 in hundredths; 1 for a text without letters."""
    letters = [ord(char) for char in text if char.isalpha()]
    latin = sum(point < _LATIN_ENDS or _MORE_BEGINS <= point < _MORE_ENDS for point in letters)
    return round(latin / len(letters), 2) if letters else 1.0
