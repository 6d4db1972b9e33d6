"""The reader: MiniLM fine-tuned to read a question together with sentences, and to say which of them answer it.

What its layers differ by from those of the bundled encoder, and a head of two numbers a word piece, lie beside this
file (`python -m evals.reading.train` makes them). A sentence's score is the mean of its pieces' first number,
that of a window the second number of its first piece.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from domain.ports import SentenceScorer, WindowScores
from models.batches import batches
from models.encoder import is_installed
from models.weights import check, checked_model_folder, model_folder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer
    from torch import Tensor, nn

    Numbers = NDArray[np.float32]

WEIGHTS = Path(__file__).with_name("crossencoder.safetensors")
SHA256 = "7c1675b6b1a0f2c8cb256a204aa3792bad33a9fcc997a1d68305e55e817c7146"
QUESTION, TRAIL, SENTENCE, WINDOW = 64, 40, 120, 320  # word pieces read of each at most
_OPENS, _CLOSES = 101, 102  # [CLS] and [SEP] of the vocabulary
_EXPORT = 1  # raise when the graph below changes

Run = Callable[["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.int64]"], "Numbers"]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A question and a window as the model reads them."""

    ids: list[int]
    question: int  # how many of the ids are the question's
    spans: list[tuple[int, int]]  # where each sentence stands; empty for one that did not fit


def lay_out(pieces: Callable[[str], list[int]], question: str, trail: str, sentences: Sequence[str]) -> LaidOut:
    """Question, trail and sentences as one row of word pieces, each cut to what is read of it."""
    ids = [_OPENS, *pieces(question)[:QUESTION], _CLOSES]
    asked = len(ids)
    ids += [*pieces(trail)[-TRAIL:], _CLOSES]
    spans = []
    for sentence in sentences:
        told = pieces(sentence)[:SENTENCE][: max(0, WINDOW - len(ids) - 1)]
        spans.append((len(ids), len(ids) + len(told)))
        ids += told
    return LaidOut([*ids, _CLOSES], asked, spans)


def bundled_scorer(cache: Path) -> SentenceScorer:
    """The cross-encoder through OpenVINO, through torch where that is not there; loaded when first used."""
    if is_installed("openvino"):
        return CrossEncoder(lambda: _run_graph(cache), lambda: _graph(cache))
    return CrossEncoder(lambda: _run_torch(cache), lambda: None)


class CrossEncoder:
    """Scores sentences; the same question and windows give the same numbers."""

    def __init__(self, load: Callable[[], Run], prepare: Callable[[], object]) -> None:
        """`load` gives what runs the model, and is called once; `prepare` makes what loading needs."""
        self._load, self._prepare = load, prepare
        self._lock = Lock()
        self._run: Run | None = None
        self._tokenizer: Tokenizer | None = None

    def prepare(self) -> None:
        """Export the graph, where that was not yet done."""
        self._prepare()

    def score(self, question: str, windows: Sequence[tuple[str, Sequence[str]]], /) -> list[WindowScores]:
        """The scores of each window."""
        run = self._loaded()
        rows = [lay_out(self._pieces, question, *window) for window in windows]
        found: list[WindowScores | None] = [None] * len(rows)
        for batch in batches([len(row.ids) for row in rows]):
            numbers = run(*_padded([rows[n] for n in batch]))
            for n, row in zip(batch, numbers, strict=True):
                found[n] = _scores(rows[n], row)
        return [scores for scores in found if scores]

    def _pieces(self, text: str) -> list[int]:
        assert self._tokenizer
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def _loaded(self) -> Run:
        with self._lock:
            if self._run is None:
                from tokenizers import Tokenizer  # deferred: not needed to be chosen

                self._tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
                self._tokenizer.no_truncation()
                self._tokenizer.no_padding()
                self._run = self._load()
            return self._run


def _scores(row: LaidOut, numbers: "Numbers") -> WindowScores:
    """Rounded, so that what adds up in another order is still the same."""
    means = [float(numbers[a:b, 0].mean()) if b > a else -9.0 for a, b in row.spans]
    return WindowScores(round(float(numbers[0, 1]), 4), tuple(round(mean, 4) for mean in means))


def _padded(rows: Sequence[LaidOut]) -> "tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]":
    """Piece ids, ones where there are any, and ones where they are not the question's."""
    import numpy as np

    ids = np.zeros((len(rows), max(len(row.ids) for row in rows)), dtype=np.int64)
    mask, kinds = np.zeros_like(ids), np.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = row.ids
        mask[n, : len(row.ids)] = 1
        kinds[n, row.question : len(row.ids)] = 1
    return ids, mask, kinds


def _graph(cache: Path) -> Path:
    from models.graph import Export, exported

    return exported(cache, Export("reader", f"{SHA256[:12]}-{_EXPORT}", lambda: load_module(cache), _example))


def _run_graph(cache: Path) -> Run:
    import numpy as np

    from models.precision import AT_ONCE, SINGLE, compiled

    graph = compiled(_graph(cache), SINGLE, AT_ONCE)
    lock, request = Lock(), graph.create_infer_request()

    def run(ids: "NDArray[np.int64]", mask: "NDArray[np.int64]", kinds: "NDArray[np.int64]") -> "Numbers":
        with lock:  # a request is not shared between threads
            found = request.infer({"input_ids": ids, "attention_mask": mask, "token_type_ids": kinds})[0]
            return np.array(found, dtype=np.float32)

    return run


def _run_torch(cache: Path) -> Run:
    import torch

    module = load_module(cache)

    def run(ids: "NDArray[np.int64]", mask: "NDArray[np.int64]", kinds: "NDArray[np.int64]") -> "Numbers":
        with torch.no_grad():
            return module(*map(torch.from_numpy, (ids, mask, kinds))).numpy()  # type: ignore[no-any-return]

    return run


def load_module(cache: Path) -> "nn.Module":
    """The tuned transformer with its head; `ModelUnavailable` for other weights than those that were trained."""
    from safetensors.torch import load_file

    from models.deltas import unpack
    from models.reference import load_reference

    check(WEIGHTS, SHA256, cache / "reader-checked.json", "the reader", f"Fetch {WEIGHTS.name} of this version again.")
    transformer = load_reference(checked_model_folder(cache))[0].auto_model
    held = load_file(WEIGHTS)
    head = {name: held.pop(f"head.{name}").float() for name in ("weight", "bias")}
    transformer.load_state_dict(dict(unpack(held, transformer.state_dict())), strict=False)
    return reading(transformer, head["weight"], head["bias"])


def reading(transformer: "nn.Module", weight: "Tensor", bias: "Tensor") -> "nn.Module":
    """A module of word pieces -> two numbers for each."""
    import torch

    class Reading(torch.nn.Module):  # type: ignore[misc]  # torch is not typed here
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer
            self.head = torch.nn.Linear(weight.shape[1], weight.shape[0])
            with torch.no_grad():
                self.head.weight.copy_(weight)
                self.head.bias.copy_(bias)

        def forward(self, input_ids: "Tensor", attention_mask: "Tensor", token_type_ids: "Tensor") -> "Tensor":
            hidden = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state
            return self.head(hidden)

    return Reading().eval()


def _example() -> "dict[str, Tensor]":
    """Two rows of unequal length, so that the traced graph keeps its mask."""
    import torch

    mask = torch.ones(2, 9, dtype=torch.long)
    mask[1, 6:] = 0
    kinds = torch.zeros_like(mask)
    kinds[:, 4:] = 1
    return {"input_ids": mask * 2000, "attention_mask": mask, "token_type_ids": kinds * mask}
