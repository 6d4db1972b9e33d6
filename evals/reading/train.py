"""Train the reader: python -m evals.reading.train [--shared DIR] [--resume] writes models/crossencoder.safetensors.

The bundled MiniLM reads question and window together; all its layers are tuned, its word vectors are not. Loss of a
question: cross-entropy of each sentence (fine ones count little), of each window, and of the whole: what belongs to the
answer against what does not, and "nothing" where nothing answers. Some near misses are made of answerable questions:
without what answers them, or asked of another name of the notes. Records and a checkpoint every hundred steps lie in
`--work`, outside the repository; `--resume` goes on from there. The same seed on the same machine gives the same
weights. About four hours on two cores with AMX.
"""

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from evals.reading.public import public_sets
from evals.reading.records import BELONGS, BESIDE, FINE, Record, records_of
from evals.reading.sets import ReadingSet, load_split
from evals.reading.twins import SHARE, Row, names_of, twin
from models.crossencoder import WEIGHTS, LaidOut, lay_out, reading
from models.deltas import pack
from models.reference import load_reference
from models.weights import DIMENSION, checked_model_folder, model_folder

RATE, HEAD_RATE = 1e-4, 2e-3
BATCH = 12  # questions of a step
WINDOWS = 4  # of a question at most: all that hold the answer, some that do not
PADDED = 3_000  # word pieces that go through the model at once
FINE_TARGET = FINE_WEIGHT = 0.3  # of a sentence that is fine to tell, but not needed
WINDOW_SHARE, WHOLE_SHARE = 0.3, 0.5  # of the loss
WARM_UP = 100  # steps
_CHECKPOINT = "checkpoint.pt"
EPOCHS, PUBLIC = 5.0, 0.4  # times that our questions are seen, and what share of the public ones
BEREFT = 0.25  # of the answerable questions: what answers is taken out of what they read, so that nothing does


@dataclass(frozen=True, slots=True)
class Example:
    """One question with its windows as word pieces, and a label for each sentence."""

    windows: tuple[tuple[LaidOut, tuple[int, ...]], ...]


def main() -> None:
    """Make the records, train, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="a folder with bench/squad and bench/qed")
    parser.add_argument("--work", type=Path, default=Path.home() / ".cache" / "footnote-reading")
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint in --work")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    pieces = _pieces()
    sets = load_split("learn")
    rows = {found.name: _rows(found, sets, args.work) for found in sets}
    names = names_of(rows)
    twins = (twin(row, names[name], chance) for name, mine in rows.items() for row in mine if chance.random() < SHARE)
    every = (*(row for mine in rows.values() for row in mine), *filter(None, twins))
    ours = [_example(row, pieces) for row in every]
    examples = ours * int(EPOCHS) + chance.sample(ours, int(len(ours) * (EPOCHS % 1)))
    if args.shared:
        with TemporaryDirectory() as notes:
            public = [
                _example(row, pieces)
                for found in public_sets(args.shared, Path(notes))
                for row in _rows(found, (), args.work)
            ]
        examples += chance.sample(public, int(len(public) * PUBLIC))
    save(trained(examples, chance, args.work, resume=args.resume), args.work, WEIGHTS)


def _pieces() -> "dict[str, list[int]]":
    """Texts -> word pieces, each text once."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_truncation()

    class Known(dict[str, list[int]]):
        def __missing__(self, text: str) -> list[int]:
            self[text] = tokenizer.encode(text, add_special_tokens=False).ids
            return self[text]

    return Known()


def _rows(found: ReadingSet, others: Sequence[ReadingSet], work: Path) -> list[Row]:
    """The records of a set that can be learnt from; what was found for its questions is kept from run to run."""
    kept = work / f"{found.name}-{len(found.questions)}.jsonl"
    if not kept.exists():
        lines = [json.dumps(_row(record)) for record in records_of(found, others)]
        kept.write_text("\n".join(lines), encoding="utf-8")
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    return [
        r for r in rows if r["windows"] and r["answerable"] is any(BELONGS in labels for _, _, labels in r["windows"])
    ]


def _example(row: Row, pieces: "dict[str, list[int]]") -> Example:
    return Example(
        tuple(
            (lay_out(pieces.__getitem__, row["asked"], trail, told), tuple(labels))
            for trail, told, labels in row["windows"]
        )
    )


def _row(record: Record) -> dict[str, object]:
    windows = [[w.trail, w.told, labels] for w, labels in zip(record.windows, record.labels, strict=True)]
    return {"asked": record.asked_as, "answerable": record.question.answerable, "windows": windows}


def trained(examples: Sequence[Example], chance: random.Random, work: Path, *, resume: bool) -> nn.Module:
    """The module after one pass over the examples in an order of chance."""
    module = reading(_bundled(work), torch.zeros(2, DIMENSION), torch.zeros(2)).train()
    body, head = _trainable(module)
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": RATE, "weight_decay": 0.01}, {"params": head, "lr": HEAD_RATE, "weight_decay": 0.0}]
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    order = chance.sample(range(len(examples)), len(examples))
    steps, first = len(order) // BATCH, 0
    if resume:
        first = _restore(module, optimiser, work / _CHECKPOINT)
    began = monotonic()
    for step in range(first, steps):
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, step / WARM_UP) * max(0.02, 1 - step / steps)
        choice = random.Random(f"{step}")  # of its own, so that a run that was resumed goes on as it would have
        batch = [_fewer(_bereft(examples[n], choice), choice) for n in order[step * BATCH : (step + 1) * BATCH]]
        loss = _loss(module, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(module.parameters(), 1.0)
        optimiser.step()
        if step % 100 == 99:
            print(
                f"step {step + 1} of {steps}, loss {float(loss.detach()):.3f}, {monotonic() - began:.0f} s", flush=True
            )
            state = {"module": module.state_dict(), "optimiser": optimiser.state_dict(), "step": step + 1}
            torch.save(state, work / _CHECKPOINT)
    return module


def _bundled(work: Path) -> nn.Module:
    return load_reference(checked_model_folder(work))[0].auto_model


def _restore(module: nn.Module, optimiser: torch.optim.Optimizer, checkpoint: Path) -> int:
    """Put a checkpoint back; the step to go on with."""
    state = torch.load(checkpoint, weights_only=True)
    module.load_state_dict(state["module"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])


def _trainable(module: nn.Module) -> tuple[list[nn.Parameter], list[nn.Parameter]]:
    """All layers but the word vectors, and the head. Dropout is off: it doubles the time on a processor."""
    for part in module.modules():
        if isinstance(part, nn.Dropout):
            part.p = 0.0
    for parameter in module.transformer.embeddings.parameters():
        parameter.requires_grad_(False)
    return [p for p in module.transformer.parameters() if p.requires_grad], list(module.head.parameters())


def _bereft(example: Example, chance: random.Random) -> Example:
    """Now and then without all that answers or is fine to tell: a near miss made of an answerable question."""
    if chance.random() > BEREFT:
        return example
    left = tuple(found for window in example.windows if (found := _without_answer(*window)))
    return Example(left) if left else example


def _without_answer(row: LaidOut, labels: tuple[int, ...]) -> tuple[LaidOut, tuple[int, ...]] | None:
    """A window of the sentences that are beside the point."""
    kept = [span for span, label in zip(row.spans, labels, strict=True) if label == BESIDE]
    if not kept:
        return None
    ids, spans = row.ids[: row.spans[0][0]], []
    for first, last in kept:
        spans.append((len(ids), len(ids) + last - first))
        ids = [*ids, *row.ids[first:last]]
    return LaidOut([*ids, row.ids[-1]], row.question, spans), (BESIDE,) * len(spans)


def _fewer(example: Example, chance: random.Random) -> Example:
    """All windows that hold something of the answer, and some of the others, the best found most often."""
    holding = [n for n, (_, labels) in enumerate(example.windows) if BELONGS in labels]
    others = [n for n in range(len(example.windows)) if n not in holding]
    others.sort(key=lambda n: chance.random() * (n + 2))
    kept = sorted([*holding, *others[: max(1, WINDOWS - len(holding))]])
    return Example(tuple(example.windows[n] for n in kept))


def _loss(module: nn.Module, batch: Sequence[Example]) -> torch.Tensor:
    rows = [(n, k, row) for n, example in enumerate(batch) for k, (row, _) in enumerate(example.windows)]
    rows.sort(key=lambda found: len(found[2].ids))
    scores: dict[tuple[int, int], tuple[torch.Tensor, torch.Tensor]] = {}
    for part in _parts(rows):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            numbers = module(*_tensors([row for _, _, row in part])).float()
        for (n, k, row), found in zip(part, numbers, strict=True):
            means = [found[a:b, 0].mean() if b > a else found.new_zeros(()) for a, b in row.spans]
            scores[n, k] = torch.stack(means), found[0, 1]
    losses = [
        _of_question([labels for _, labels in example.windows], [scores[n, k] for k in range(len(example.windows))])
        for n, example in enumerate(batch)
    ]
    return torch.stack(losses).mean()


def _of_question(
    labels: Sequence[tuple[int, ...]], scores: Sequence[tuple[torch.Tensor, torch.Tensor]]
) -> torch.Tensor:
    label = torch.tensor([found for window in labels for found in window])
    sentences, windows = torch.cat([s for s, _ in scores]), torch.stack([w for _, w in scores])
    target = (label == BELONGS).float() + FINE_TARGET * (label == FINE)
    weight = torch.where(label == FINE, FINE_WEIGHT, 1.0)
    each = functional.binary_cross_entropy_with_logits(sentences, target, weight=weight, reduction="sum")
    holds = torch.tensor([float(BELONGS in window) for window in labels])
    sure = torch.tensor([BELONGS in window or FINE not in window for window in labels])
    whole = functional.binary_cross_entropy_with_logits(windows, holds, reduction="none")[sure].sum() / len(labels)
    kept = label != FINE
    chances = torch.cat([torch.zeros(1), sentences[kept]])  # the first: that nothing answers
    right = torch.cat([(label != BELONGS).all().reshape(1), label[kept] == BELONGS])
    against = torch.logsumexp(chances, 0) - torch.logsumexp(chances[right], 0)
    return each / (2 + (label == BELONGS).sum()) + WINDOW_SHARE * whole + WHOLE_SHARE * against


def _parts(rows: Sequence[tuple[int, int, LaidOut]]) -> Iterator[list[tuple[int, int, LaidOut]]]:
    """Rows in order of length, as many at once as fit."""
    part: list[tuple[int, int, LaidOut]] = []
    for row in rows:
        if part and (len(part) + 1) * len(row[2].ids) > PADDED:
            yield part
            part = []
        part.append(row)
    yield part


def _tensors(rows: Sequence[LaidOut]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    ids = torch.zeros(len(rows), max(len(row.ids) for row in rows), dtype=torch.long)
    mask, kinds = torch.zeros_like(ids), torch.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = torch.tensor(row.ids)
        mask[n, : len(row.ids)] = 1
        kinds[n, row.question : len(row.ids)] = 1
    return ids, mask, kinds


def save(module: nn.Module, work: Path, path: Path) -> None:
    """What the layers differ by from the bundled ones, and the head."""
    from safetensors.torch import save_file

    state = module.state_dict()
    tuned = {name.removeprefix("transformer."): value for name, value in state.items() if "encoder.layer." in name}
    head = {name: value.half().contiguous() for name, value in state.items() if name.startswith("head.")}
    save_file({**pack(tuned, _bundled(work).state_dict()), **head}, path)


if __name__ == "__main__":
    main()
