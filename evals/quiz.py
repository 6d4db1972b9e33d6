"""How quizzes over the bundled notes are built: python -m evals.quiz [-n 120] [--seed 0] [--show].

Structure is counted here; whether items are good, only a reader can tell: `--show` prints them.
"""

import argparse
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from bootstrap import build_study
from domain.quiz import Item, ItemKind, Quiz, QuizRequest
from quiz.facts.evidence import overlap
from quiz.items.checks import SAME_STEM, norm
from settings import HERE, Settings


def main() -> None:
    """Sync the bundled notes, make a quiz, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=120, help="items")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="print the items, and what was rejected")
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        study = build_study(Settings.load(Path(folder)))
        study.sync([HERE / "notes"])
        study.embedder.embed(["loaded"])
        for count in (20, args.n):
            began = time.perf_counter()
            made = study.quiz(QuizRequest(count=count, seed=args.seed))
            print(f"{count} items in {time.perf_counter() - began:.2f} s")
        study.close()
    _figures(made)
    if args.show:
        _show(made)


def _figures(made: Quiz) -> None:
    items = made.items
    single = [item for item in items if item.kind is ItemKind.SINGLE]
    longest = sum(len(i.options[i.key[0]]) == max(map(len, i.options)) for i in single)
    places = Counter(item.key[0] for item in single)
    kinds = Counter(item.kind.value for item in items)
    stems = [norm(item.stem).split() for item in items]
    twins = sum(any(overlap(a, b) > SAME_STEM for b in stems[:n]) for n, a in enumerate(stems))
    leaks = sum(any(norm(i.options[k]) in norm(i.stem) for k in i.key) for i in items if i.kind in _CHOICE)
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()))
    print(f"passages asked about: {len({item.citation.passage.id for item in items})}")
    print(f"quotes verbatim: {_share([i.citation.quote in i.citation.passage.text for i in items])}")
    print(f"every option explained: {_share([len(i.why) == len(i.options) for i in items])}")
    print(f"near-duplicate stems: {twins}, answers in stems: {leaks}")
    print(f"key is the longest option: {longest / max(1, len(single)):.3f} of {len(single)} (chance 0.250)")
    print("key places: " + ", ".join(f"{places[n]}" for n in range(4)))
    for reason, count in Counter(r.reason.split(":")[0] for r in made.rejected).most_common():
        print(f"rejected {count:4}  {reason}")


_CHOICE = (ItemKind.SINGLE, ItemKind.MULTI)


def _share(flags: list[bool]) -> str:
    return f"{sum(flags) / max(1, len(flags)):.3f}"


def _show(made: Quiz) -> None:
    for number, item in enumerate(made.items, 1):
        print(f"\n{number}. [{item.kind}] {item.stem}")
        _options(item)
    for rejected in made.rejected:
        print(f"- {rejected.reason}: {rejected.stem}")


def _options(item: Item) -> None:
    for n, option in enumerate(item.options):
        print(f"   {'*' if n in item.key else '-'} {option}")
    for prompt, k in zip(item.prompts, item.key, strict=False):
        print(f"   {prompt} -> {item.options[k]}")
    if item.accepted:
        print(f"   = {' / '.join(item.accepted)}")


if __name__ == "__main__":
    main()
