"""Whether what was typed is no question to one's notes: thanks, greetings, talk about the app. Learnt by example.

What is nearer to an example of small talk than to what is asked of notes, by the cosines of the bundled encoder, is
small talk. `python -m evals.small_talk` keeps the examples as one-byte vectors, and by how much nearer.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from language.scripts import latin_share

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from domain.ports import Embedder, Vectors

FILE = Path(__file__).with_name("small_talk.npz")
NEAREST = 3  # kinds of questions whose mean cosine is held against that of the nearest small talk
LEGIBLE = 0.5  # of the letters are Latin: the encoder can read no others
LONGEST = 12  # words: whoever writes more has something to ask


def is_small_talk(said: str, embedder: "Embedder") -> bool:
    """Whether words are small talk; never, where there are many, or where it is not the bundled encoder that reads."""
    if len(said.split()) > LONGEST or latin_share(said) < LEGIBLE:
        return False
    vectors, held = embedder.embed([said]), _examples()
    if vectors.shape[1] != held["talk"].shape[1]:
        return False
    return bool(margins(vectors, held["talk"], held["asked"])[0] > held["margin"])


def margins(vectors: "Vectors", talk: "Vectors", asked: "Vectors") -> "NDArray[np.floating]":
    """By how much each vector is nearer to an example of small talk than to what is asked."""
    import numpy as np  # deferred: keeps this module free to import

    near = np.sort(vectors @ asked.T, axis=1)[:, -NEAREST:].mean(axis=1)
    found: NDArray[np.floating] = (vectors @ talk.T).max(axis=1) - near
    return found


def as_bytes(vectors: "Vectors") -> "NDArray[np.int8]":
    """Vectors of length 1 as one byte a dimension."""
    import numpy as np

    return np.rint(vectors * 127).astype(np.int8)


@cache
def _examples() -> "dict[str, NDArray[np.floating]]":
    import numpy as np

    with np.load(FILE) as held:
        vectors = {name: held[name].astype(np.float32) / 127 for name in ("talk", "asked")}
        return {**vectors, "margin": held["margin"]}
