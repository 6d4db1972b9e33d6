"""What a server said, made fit to be shown: one short line, and nothing in it that could be a key."""

import re
from collections.abc import Iterable

_LONGEST = 160  # characters
_HIDDEN = "…"
# Twenty and more of the characters that keys are made of, a digit among them; or what follows "Bearer".
_LIKE_A_KEY = re.compile(r"(?i)\bbearer\s+\S+|\b(?:sk|pk|key|AIza|AKIA)[-_]?\S{8,}|\b(?=[\w+/=-]*\d)[\w+/=-]{20,}")


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """The first line of a text without these secrets, or parts of them, and without whatever looks like one."""
    line = next(iter(text.split("\n")), "")
    for secret in filter(None, secrets):
        line = line.replace(secret, _HIDDEN)
    line = " ".join(_LIKE_A_KEY.sub(_HIDDEN, line).split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}{_HIDDEN}"
