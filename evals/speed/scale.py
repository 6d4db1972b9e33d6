"""What a library takes as it grows: python -m evals.speed.scale [--seed LIBRARY] [--sizes 10000 100000].

The libraries are grown (`evals/datasets/growing.py`) from the seed, a synced library, the bundled notes unless said:
texts and vectors beyond those of the seed are made up. Each is built, searched and synced in processes of their own.
`--vectors` measures that many vectors alone, which takes long; `--graphs` compares graphs of neighbours in place of all
else.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.datasets.questions import BUNDLED
from evals.harness.processes import python
from evals.speed.vectors import graphs, vectors_alone
from settings import HERE

_GROW = """
import json, sys
from pathlib import Path
from time import perf_counter
from bootstrap import build_study
from evals.datasets.growing import Copies
from index.library import Library
from settings import Settings
seed, folder, wanted, changed = sys.argv[1:]
study = build_study(Settings.load(Path(seed)))
copies = Copies(study, int(wanted))
if changed:
    copies = Copies(study, int(wanted), copies.ids[len(copies.ids) // 2])
library = Library(Path(folder), copies, copies)
began = perf_counter()
done = library.sync([Path(folder, "shelves", name) for name in ("notes", "guides")])
assert not done.skipped, done.skipped
print(json.dumps({"passages": done.passages, "seconds": perf_counter() - began, "changed": len(done.changed)}))
library.close()
"""
_FILTERS = ("one source", "kind, 1 in 10", "kind, 9 in 10", "one section")


def main() -> None:
    """Grow, search, change a note, search from a cold process; print as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=Path)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--questions", type=Path, default=BUNDLED)
    parser.add_argument("--vectors", type=int, default=0)
    parser.add_argument("--graphs", action="store_true")
    args = parser.parse_args()
    with TemporaryDirectory() as work:
        seed = args.seed or _bundled(Path(work, "seed"))
        if args.graphs:
            return _print("graphs of neighbours", graphs(seed, max(args.sizes)))
        for size in args.sizes:
            _print(
                f"{size:,} passages, made up from {seed.name}", grown(seed, Path(work, str(size)), size, args.questions)
            )
        if args.vectors:
            _print(f"{args.vectors:,} vectors, made up", vectors_alone(seed, args.vectors))


def grown(seed: Path, folder: Path, size: int, questions: Path) -> Iterator[tuple[str, str]]:
    """The figures of one size, as they come."""
    for name in ("notes", "guides"):
        (folder / "shelves" / name).mkdir(parents=True)
    built = python("-c", _GROW, str(seed), str(folder), str(size), "")
    figures = json.loads(built.output)
    yield "built", f"{figures['passages']:,} passages in {figures['seconds']:.0f} s, peak memory {built.peak:,.0f} MB"
    yield (
        "disk",
        f"SQLite {_megabytes(folder, 'library.*'):,.0f} MB, Chroma {_megabytes(folder, 'chroma/**/*'):,.0f} MB",
    )
    changed = json.loads(python("-c", _GROW, str(seed), str(folder), str(size), "changed").output)
    yield "sync of one changed note", f"{changed['seconds']:.2f} s ({changed['changed']} source read anew)"
    cold = python("cli.py", "search", "--library", str(folder), "What is a sort key?")
    yield "search from a cold process", f"{cold.seconds:.2f} s, {cold.peak:,.0f} MB"
    found = json.loads(python("-m", "evals.speed.searching", str(folder), "--questions", str(questions)).output)
    yield from _searched(found)


def _searched(found: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    base = found["matmul p95"]
    yield "exact matmul, p50 / p95", f"{found['matmul p50']:.1f} / {base:.1f} ms"
    for name in ("no filter", *_FILTERS):
        p50, p95 = found[f"{name} p50"], found[f"{name} p95"]
        yield f"search, {name}, p50 / p95", f"{p50:.1f} / {p95:.1f} ms, p95 {p95 / base:.2f} of the matmul's"
    yield "recall@10 against exact", f"{found['recall@10 of Chroma']:.4f}"
    yield "memory, warm", f"{found['resident']:,.0f} MB, with all filters used {found['resident, filtered']:,.0f} MB"


def _bundled(folder: Path) -> Path:
    python("cli.py", "sync", "--library", str(folder), str(HERE / "notes"))
    return folder


def _megabytes(folder: Path, pattern: str) -> float:
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file()) / 1e6


def _print(title: str, rows: Iterator[tuple[str, str]]) -> None:
    print(f"\n{title}", flush=True)
    for what, told in rows:
        print(f"  {what:40} {told}", flush=True)


if __name__ == "__main__":
    main()
