"""Texts as word pieces -> batches of like length, with little to pad."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIECES = 512  # of one batch, padding included: more pads more and leaves the processor's caches, fewer gain nothing
STEP = 4  # batches are padded to multiples of this, so that the runtime sees few different shapes


def cut(ids: list[int], limit: int) -> list[int]:
    """What the model reads of a text: the first pieces and the closing one."""
    return ids if len(ids) <= limit else [*ids[: limit - 1], ids[-1]]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The places of texts, each in exactly one batch, the longest first: what is left at the end is soon done."""
    order = sorted(range(len(lengths)), key=lambda place: (-lengths[place], place))
    while order:
        most = max(1, PIECES // _width(lengths[order[0]]))
        yield order[:most]
        order = order[most:]


def padded(pieces: Sequence[list[int]]) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Rows of piece ids and of ones where there are any, padded with zeros to one length."""
    import numpy as np  # deferred: keeps this module free to import

    ids = np.zeros((len(pieces), _width(max(map(len, pieces)))), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, piece in enumerate(pieces):
        ids[row, : len(piece)] = piece
        mask[row, : len(piece)] = 1
    return ids, mask


def _width(length: int) -> int:
    return -(-length // STEP) * STEP
