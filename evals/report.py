"""Every figure of the README in one run, as its table: python -m evals.report [--guides FOLDER] [--pages N].

Takes about half an hour on two cores. FOLDER holds archives of guide pages (.tar.gz of Markdown); without it no sync is
measured. Needs Chromium, and: pip install --no-deps -r requirements-evals.txt
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from evals import retrieval
from evals.datasets.questions import BUNDLED
from evals.harness.rows import Row, markdown, told
from evals.speed import startup, throughput
from settings import HERE


def main() -> None:
    """Measure one after the other; the table comes at the end."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--guides", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    measured: list[tuple[str, Iterable[Row]]] = [
        ("python -m evals.retrieval", retrieval.rows([HERE / "notes"], BUNDLED)),
        ("python -m evals.speed.startup --browser", startup.rows(args.rounds, in_browser=True)),
    ]
    if args.guides:
        command = f"python -m evals.speed.throughput GUIDES --pages {args.pages}"
        measured.append((command, throughput.rows(args.guides, args.pages)))
    lines = [line for command, rows in measured for line in markdown(list(told(rows)), command)]
    print("\n| | Footnote | tutorial | ratio | command |\n|---|---|---|---|---|", *lines, sep="\n")


if __name__ == "__main__":
    main()
