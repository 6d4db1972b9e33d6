"""How lenient and how strict the grading of words is: `python -m evals.grading`.

Over the gap and short-answer items of the bundled notes: the accepted answer itself must be right; with one letter left
out it should be; the answer of another item should not.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bootstrap import build_study
from domain.quiz import Given, Item, ItemKind, QuizRequest
from quiz.grading.grade import grade
from settings import HERE, Settings

_ITEMS, _OTHERS = 300, 40  # items made, and answers of others tried on each
_WORDS = frozenset({ItemKind.CLOZE, ItemKind.SHORT})


def main() -> None:
    """Sync the bundled notes into a fresh library, make items and grade."""
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder)))
        study.sync([HERE / "notes"])
        items = study.quiz(QuizRequest(_ITEMS, kinds=_WORDS)).items
        study.close()
    random = Random(0)
    for name, found in (
        ("the answer itself is right", [_right(item, item.accepted[0]) for item in items]),
        ("with a letter left out it is", [_right(item, text) for item in items for text in _misspelt(item, random)]),
        ("the answer of another item is", list(_crossed(items, random))),
    ):
        print(f"{name}: {sum(found)} of {len(found)} ({sum(found) / len(found):.1%})")


def _right(item: Item, text: str) -> bool:
    return grade(item, Given(text=text)).right


def _misspelt(item: Item, random: Random) -> list[str]:
    """The answer without one inner letter; none when it has no such letter."""
    answer = item.accepted[0]
    inner = [n for n in range(1, len(answer) - 1) if answer[n - 1 : n + 2].isalpha()]
    if not inner:
        return []
    n = random.choice(inner)
    return [answer[:n] + answer[n + 1 :]]


def _crossed(items: Sequence[Item], random: Random) -> Iterator[bool]:
    for item in items:
        for other in random.sample(items, min(_OTHERS, len(items))):
            if not set(other.accepted) & set(item.accepted):
                yield _right(item, other.accepted[0])


if __name__ == "__main__":
    main()
