"""What stands raised -> characters that say so: ten to the third must not be read as a hundred and three."""

RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))


def exponent(said: str, before: str) -> str:
    """Raised words behind the character before them: as raised characters, or behind a "^" where there are none.

    Words without a figure are left as they are: "th", "TM".
    """
    if said and all(char in RAISED for char in said):
        return "".join(RAISED[char] for char in said)
    if before.isalnum() and any(char.isdigit() for char in said):
        return f"^{said}"
    return said
