"""The embedder that ships with Footnote: all-MiniLM-L6-v2, quick to load and three times as fast where it can be."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from domain.ports import Embedder
from models.reference import ReferenceEmbedder
from models.weights import DIMENSION, LIMIT, NAME, model_folder

if TYPE_CHECKING:
    import numpy as np
    import openvino as ov
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from domain.ports import Vectors

BATCH = 16  # measured: larger batches pad more than they gain on two cores
MANY = 200  # texts in one call from which it is worth asking whether half precision pays
STEP = 8  # batches are padded to multiples of this, so that the runtime sees few different shapes


def bundled_encoder(cache: Path) -> Embedder:
    """all-MiniLM-L6-v2 through OpenVINO, or through sentence-transformers where that is not installed."""
    return OpenVinoEmbedder(cache) if find_spec("openvino") else ReferenceEmbedder(cache)


class OpenVinoEmbedder:
    """all-MiniLM-L6-v2 as one exported graph; needs neither torch nor transformers once that is there."""

    name = NAME
    dimension = DIMENSION
    limit = LIMIT

    def __init__(self, cache: Path) -> None:
        """Remember where the exported graph lies or shall lie; nothing is loaded yet."""
        self._cache = cache
        self._lock = Lock()
        self._tokenizer: Tokenizer | None = None
        self._graph: ov.CompiledModel | None = None  # in single precision, which runs everywhere
        self._quick: ov.CompiledModel | None = None  # for many texts: in half precision where that pays

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return len(self._loaded_tokenizer().encode(text).ids)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One unit vector per text, in order; sorted by length on the way, so that little is padded."""
        import numpy as np  # deferred: keeps this module free to import

        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        if not texts:
            return rows
        pieces = [_cut(e.ids) for e in self._loaded_tokenizer().encode_batch(list(texts))]
        request = self._loaded_graph(
            len(texts) >= MANY
        ).create_infer_request()  # one per call: threads do not share a request
        for batch in _batches([len(p) for p in pieces]):
            ids, mask = _padded([pieces[i] for i in batch])
            rows[batch] = request.infer({"input_ids": ids, "attention_mask": mask})[0]
        return rows

    def _loaded_tokenizer(self) -> "Tokenizer":
        with self._lock:
            if self._tokenizer is None:
                from tokenizers import Tokenizer  # deferred: half of what counting word pieces costs

                tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
                tokenizer.no_truncation()
                tokenizer.no_padding()
                self._tokenizer = tokenizer
            return self._tokenizer

    def _loaded_graph(self, many: bool) -> "ov.CompiledModel":
        from models.graph import encoder_graph  # deferred: the runtime is not needed to count word pieces
        from models.precision import HALF, SINGLE, compiled, half_pays

        with self._lock:
            if self._graph is None:
                self._graph = compiled(encoder_graph(self._cache), SINGLE)
            if many and self._quick is None:
                path = encoder_graph(self._cache)
                self._quick = compiled(path, HALF) if half_pays(path) else self._graph
            return self._quick if many and self._quick else self._graph


def _cut(ids: list[int]) -> list[int]:
    """What the model reads of a text: the first pieces and the closing one."""
    return ids if len(ids) <= LIMIT else [*ids[: LIMIT - 1], ids[-1]]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _padded(pieces: Sequence[list[int]]) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """Rows of piece ids and of ones where there are any, padded with zeros to one length."""
    import numpy as np

    width = -(-max(map(len, pieces)) // STEP) * STEP
    ids = np.zeros((len(pieces), width), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, piece in enumerate(pieces):
        ids[row, : len(piece)] = piece
        mask[row, : len(piece)] = 1
    return ids, mask
