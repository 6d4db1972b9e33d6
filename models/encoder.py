"""The embedder that ships with Footnote: all-MiniLM-L6-v2, quick to load and three times as fast where it can be."""

from collections import deque
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from domain.ports import Embedder
from models.accelerated import AcceleratedEmbedder, accelerator_likely
from models.batches import batches, cut, padded
from models.reference import ReferenceEmbedder, accelerated
from models.weights import DIMENSION, LIMIT, NAME, model_folder

if TYPE_CHECKING:
    import openvino as ov
    from tokenizers import Tokenizer

    from domain.ports import Vectors

MANY = 200  # texts in one call that are worth a graph for many, and asking whether half precision pays


def bundled_encoder(cache: Path) -> Embedder:
    """all-MiniLM-L6-v2 through OpenVINO, through sentence-transformers where that is not there or an accelerator is."""
    if not is_installed("openvino"):
        return ReferenceEmbedder(cache)
    quick = OpenVinoEmbedder(cache)
    return AcceleratedEmbedder(quick, lambda: accelerated(cache)) if accelerator_likely() else quick


def is_installed(package: str) -> bool:
    """Whether a package is there and may be imported; nothing is imported to tell."""
    try:
        return find_spec(package) is not None
    except ValueError:  # its import is barred
        return False


def piece_counter() -> Callable[[str], int]:
    """What counts the word pieces of a text, special ones included, as the bundled encoder reads it."""
    return OpenVinoEmbedder(Path()).pieces


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
        self._graphs: dict[bool, ov.CompiledModel] = {}  # for few texts, and for many

    def pieces(self, text: str, /) -> int:
        """How many word pieces a text has, special ones included."""
        return len(self._loaded_tokenizer().encode(text).ids)

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        """One unit vector per text, in order; sorted by length on the way, so that little is padded."""
        import numpy as np  # deferred: keeps this module free to import

        rows = np.empty((len(texts), DIMENSION), dtype=np.float32)
        if texts:
            pieces = [cut(e.ids, LIMIT) for e in self._loaded_tokenizer().encode_batch(list(texts))]
            _run(self._loaded_graph(len(texts) >= MANY), pieces, rows)
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
        """For few texts all cores work on one batch; many go side by side, in half precision where that pays."""
        from models.graph import encoder_graph  # deferred: the runtime is not needed to count word pieces
        from models.precision import AT_ONCE, HALF, SIDE_BY_SIDE, SINGLE, compiled, half_pays

        with self._lock:
            if many not in self._graphs:
                path = encoder_graph(self._cache)
                half = many and half_pays(path)
                self._graphs[many] = compiled(path, HALF if half else SINGLE, SIDE_BY_SIDE if many else AT_ONCE)
            return self._graphs[many]


def _run(graph: "ov.CompiledModel", pieces: Sequence[list[int]], rows: "Vectors") -> None:
    """Fill in the vectors of texts, as many batches side by side as the runtime likes.

    The requests are its own, for threads do not share them, and are waited for in turn: a callback, which openvino
    would run in a thread of the runtime, can bring the process down when it ends.
    """
    count = graph.get_property("OPTIMAL_NUMBER_OF_INFER_REQUESTS")
    running: deque[tuple[ov.InferRequest, list[int]]] = deque()
    for batch in batches([len(p) for p in pieces]):
        request = _finished(*running.popleft(), rows) if len(running) >= count else graph.create_infer_request()
        ids, mask = padded([pieces[i] for i in batch])
        request.start_async({"input_ids": ids, "attention_mask": mask})
        running.append((request, batch))
    for request, batch in running:
        _finished(request, batch, rows)


def _finished(request: "ov.InferRequest", batch: list[int], rows: "Vectors") -> "ov.InferRequest":
    """The request, free again; what it found stands in the rows of its batch."""
    request.wait()
    rows[batch] = request.get_output_tensor().data
    return request
