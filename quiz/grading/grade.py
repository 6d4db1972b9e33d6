"""What a student gave and the item -> how right it is, what was missing, and one line that says so."""

from collections.abc import Callable
from dataclasses import replace

from domain.quiz import Given, Grade, Item, ItemKind
from quiz.grading.wording import Verdict, compared

_ENOUGH = 0.75  # of the words of an accepted answer: of one to three words all, of four three
Knows = Callable[[str], bool]


def grade(item: Item, given: Given, knows: Knows = lambda word: False) -> Grade:
    """Choices are exact; words are read leniently, but for numbers and negations.

    `knows` says whether a word is one of the library's own: such a word is never taken for a misspelling of another.
    """
    match item.kind:
        case ItemKind.CLOZE | ItemKind.SHORT:
            return _words(item, given.text, knows)
        case ItemKind.MATCHING:
            return _matching(item, given.chosen)
        case _:
            return _choice(item, given.chosen)


def overruled(grade: Grade, *, right: bool) -> Grade:
    """The student knows better than the grading: their word counts."""
    remark = "You counted it as right." if right else "You counted it as wrong."
    return replace(grade, right=right, share=1.0 if right else 0.0, remark=remark)


def _choice(item: Item, chosen: tuple[int, ...]) -> Grade:
    """All of the key and nothing else is right; each wrong choice takes a right one's share away."""
    key, picked = set(item.key), set(chosen)
    share = max(0, len(key & picked) - len(picked - key)) / len(key)
    missing = tuple(item.options[k] for k in item.key if k not in picked)
    if key == picked:
        return Grade(True, 1.0, (), "Right.")
    if len(key) == 1:
        return Grade(False, 0.0, missing, "Not this one." if picked else "Nothing was chosen.")
    found = len(key & picked)
    return Grade(False, share, missing, f"{found} of {len(key)} found{', and not only those' if picked - key else ''}.")


def _matching(item: Item, chosen: tuple[int, ...]) -> Grade:
    pairs = list(zip(item.prompts, item.key, strict=True))
    padded = (*chosen, *(-1 for _ in pairs))[: len(pairs)]
    missing = tuple(f"{prompt}: {item.options[k]}" for (prompt, k), c in zip(pairs, padded, strict=True) if c != k)
    matched = len(pairs) - len(missing)
    remark = "Right." if not missing else f"{matched} of {len(pairs)} matched."
    return Grade(not missing, matched / len(pairs), missing, remark)


def _words(item: Item, text: str, knows: Knows) -> Grade:
    verdicts = [compared(answer, text, item, knows) for answer in item.accepted]
    best = max(verdicts, key=lambda v: (not v.conflict, v.share))
    right = best.share >= _ENOUGH and not best.conflict
    return Grade(right, 1.0 if right else min(best.share, 0.99), () if right else best.missing, _remark(best, right))


def _remark(verdict: Verdict, right: bool) -> str:
    if right:
        return "Right."
    if verdict.conflict:
        return verdict.conflict
    if not verdict.given:
        return "Nothing was written."
    return "Nearly: something is missing." if verdict.share else "Not what your notes say."
