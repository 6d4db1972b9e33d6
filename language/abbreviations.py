"""A passage and an answer -> its other wordings that the passage itself gives: "Key Management Service (KMS)"."""

import re
from collections.abc import Iterator

_WORD = r"[^\W_][\w'’-]*"
_BRACKETED = re.compile(rf"((?:{_WORD} ){{0,7}}{_WORD}) \(([^()]{{2,60}})\)")
_CALLED = re.compile(
    rf"((?:{_WORD} ){{0,3}}{_WORD}),? (?:also (?:called|known as|named)|aka|or simply) ((?:{_WORD} ){{0,3}}{_WORD})"
)
_ALSO = re.compile(r"^(?:also |or |aka |called |i\.e\.,? |short: |short for )+", re.IGNORECASE)


def synonyms_in(passage: str, answer: str) -> list[str]:
    """The answer in the passage's other words, each once; none when it gives none."""
    found = []
    for one, other in (*_pairs(passage), *_pairs(answer)):
        for this, that in ((one, other), (other, one)):
            literal = that.replace("\\", r"\\")
            swapped = re.sub(rf"(?<!\w){re.escape(this)}(?!\w)", literal, answer, flags=re.IGNORECASE)
            swapped = re.sub(r"\s*\([^()]*\)", "", swapped)
            if swapped.strip() and swapped != answer:
                found.append(swapped.strip())
    return list(dict.fromkeys(found))


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Two names of one thing. A bracket counts only when one side abbreviates the other, or says "also"."""
    for found in _BRACKETED.finditer(text):
        before, inside = found[1].split(), found[2].strip()
        if _ALSO.match(inside):
            yield " ".join(before[-2:]), _ALSO.sub("", inside)
            continue
        if long := _spelt_out(inside, before):
            yield long, inside
        elif _abbreviates(before[-1], inside):
            yield before[-1], inside
    for found in _CALLED.finditer(text):
        for words in range(1, len(found[1].split()) + 1):
            yield " ".join(found[1].split()[-words:]), found[2]


def _spelt_out(short: str, before: list[str]) -> str:
    """The words in front that an abbreviation stands for."""
    if " " in short:
        return ""
    return next(
        (" ".join(before[-n:]) for n in range(1, len(before) + 1) if _abbreviates(short, " ".join(before[-n:]))), ""
    )


def _abbreviates(short: str, long: str) -> bool:
    """Whether the capitals and figures of the short name are the first letters of the long one ("S3": SSS)."""
    initials = "".join(word[0] for word in re.findall(_WORD, long)).casefold()
    letters = re.sub(r"[^\w]|s$", "", short).casefold()
    counted = re.sub(r"([a-z])(\d)", lambda m: m[1] * int(m[2]) if int(m[2]) < 9 else m[0], letters)
    return len(initials) > 1 and initials in (letters, counted)
