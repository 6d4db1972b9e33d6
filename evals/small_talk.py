"""What is no question to one's notes, learnt by example: python -m evals.small_talk writes answer/small_talk.npz.

The lines of `evals/datasets/small_talk.txt`, and the centres of what is asked in the learning sets, as vectors of the
bundled encoder; the margin is chosen on the choosing sets. `--held TALK ASKED` scores two files, a line each, that
nothing was learnt from: tests/cases/small_talk.txt and tests/cases/asked_briefly.txt.
"""

import argparse
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from answer.small_talk import FILE, LEGIBLE, as_bytes, is_small_talk, margins
from evals.reading.sets import ReadingSet, load_split
from language.scripts import latin_share
from models.encoder import bundled_encoder
from settings import Settings

if TYPE_CHECKING:
    from domain.ports import Embedder

EXAMPLES = Path(__file__).parent / "datasets" / "small_talk.txt"
ASKED = 12_000  # questions that are learnt from, all follow-ups among them
KINDS = 300  # centres of them
MISTAKEN = 0.005  # of the questions of the choosing sets, at most, are taken for small talk


def main() -> None:
    """Keep the examples and the margin; or score held-out lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held", type=Path, nargs=2, help="a file of small talk and one of questions, a line each")
    args = parser.parse_args()
    embedder = bundled_encoder(Settings.load().cache)
    if args.held:
        _score(embedder, *args.held)
    else:
        _keep(embedder)


def _keep(embedder: "Embedder") -> None:
    import numpy as np
    from sklearn.cluster import MiniBatchKMeans

    talk, asked = embedder.embed(_lines(EXAMPLES)), embedder.embed(_asked(load_split("learn")))
    kinds = MiniBatchKMeans(KINDS, random_state=0, n_init=1, batch_size=2_048).fit(asked).cluster_centers_
    kinds /= np.linalg.norm(kinds, axis=1, keepdims=True)
    others = margins(embedder.embed(_asked(load_split("choose"))), talk, kinds)
    margin = np.float32(np.quantile(others, 1 - MISTAKEN))
    np.savez_compressed(FILE, talk=as_bytes(talk), asked=as_bytes(kinds), margin=margin)
    print(print(f"{len(talk)} examples, {KINDS} kinds of {len(asked)} questions; margin {margin:.3f} of {len(others)}"))


def _score(embedder: "Embedder", talk: Path, asked: Path) -> None:
    for path, right in ((talk, True), (asked, False)):
        lines = _lines(path)
        found = [is_small_talk(line, embedder) for line in lines]
        print(f"{path.name}: {sum(found) / len(found):.3f} of {len(found)} taken for small talk")
        print(*(f"  wrong: {line}" for line, is_talk in zip(lines, found, strict=True) if is_talk != right), sep="\n")


def _lines(path: Path) -> list[str]:
    return [
        line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("# ")
    ]


def _asked(sets: list[ReadingSet]) -> list[str]:
    """What is asked of some sets as it is typed: all follow-ups, and others by chance."""
    every = [question.question for found in sets for question in found.questions]
    follow_ups = [question.text for question in every if question.history]
    others = [question.text for question in every if not question.history]
    asked = [*follow_ups, *Random(0).sample(others, min(len(others), max(0, ASKED - len(follow_ups))))]
    return [text for text in asked if latin_share(text) >= LEGIBLE]


if __name__ == "__main__":
    main()
