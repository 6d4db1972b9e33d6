"""How soon there is an answer, beside the tutorial pipeline: python -m evals.speed.startup [--rounds 5] [--browser].

Both have synced the bundled notes before; then each answers in a cold process, in turn, a new question every round.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from evals.datasets.questions import BUNDLED, load
from evals.harness.browser import browser, first_answer
from evals.harness.processes import python
from evals.harness.rows import Row, told
from settings import HERE

HEAVY = ("torch", "transformers", "sentence_transformers", "langchain", "chromadb", "openvino", "numpy", "streamlit")


def main() -> None:
    """Sync both, measure, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--browser", action="store_true", help="also from `streamlit run` on (needs Chromium)")
    args = parser.parse_args()
    for _ in told(rows(args.rounds, in_browser=args.browser)):
        pass


def rows(rounds: int, *, in_browser: bool) -> Iterator[Row]:
    """The medians of so many rounds."""
    questions = [gold.question for gold in load(BUNDLED) if gold.answerable and not gold.history]
    step = len(questions) // (rounds + 1)
    chosen = questions[:: max(1, step)][: rounds + 1]  # the first is for warming up: bytecode, the exported model
    with TemporaryDirectory() as folder:
        library, index = Path(folder, "library"), Path(folder, "index")
        python("cli.py", "sync", "--library", str(library), str(HERE / "notes"))
        python("-m", "evals.baseline.tutorial", "sync", str(index), str(HERE / "notes"))
        _imports(library, chosen[0])
        yield _asked(chosen, library, index)
        if in_browser:
            yield from _in_the_browser(chosen, library, index)


def _asked(questions: Sequence[str], library: Path, index: Path) -> Row:
    """One after the other, so that whatever else the machine does meets both."""
    pairs = [
        (
            python("cli.py", "ask", "--library", str(library), question).seconds,
            python("-m", "evals.baseline.tutorial", "ask", str(index), question).seconds,
        )
        for question in questions
    ][1:]
    return _median("cold process to the first answer (theirs: hit)", [a for a, _ in pairs], [b for _, b in pairs])


def _median(what: str, ours: Sequence[float], theirs: Sequence[float]) -> Row:
    return Row(what, median(ours), median(theirs), ".2f", " s")


def _in_the_browser(questions: Sequence[str], library: Path, index: Path) -> Iterator[Row]:
    page, found = ["evals/baseline/tutorial_page.py", "--", str(index)], ".st-key-found [data-testid=stMarkdown]"
    ours, theirs = [], []
    with browser() as chromium:
        for question in questions:
            ours.append(first_answer(chromium, ["app.py"], question, ".notes", {"FOOTNOTE_LIBRARY": str(library)}))
            theirs.append(first_answer(chromium, page, question, found, {}))
    yield _median("streamlit run to a field to type in", [s.screen for s in ours[1:]], [s.screen for s in theirs[1:]])
    yield _median("streamlit run to the first answer", [s.answer for s in ours[1:]], [s.answer for s in theirs[1:]])


def _imports(library: Path, question: str) -> None:
    """Which heavy packages each command imports."""
    for command in (
        ["--help"],
        ["search", "--library", str(library), question],
        ["ask", "--library", str(library), question],
    ):
        print(f"cli.py {command[0]:10} imports {', '.join(imported(command)) or 'nothing heavy'}")


def imported(command: Sequence[str]) -> list[str]:
    """The heavy packages that are there when a command of cli.py has ended."""
    code = (
        "import atexit, sys, cli\n"
        "atexit.register(lambda: print('\\nALL', *sys.modules))\n"
        f"sys.argv = ['cli.py', *{list(command)!r}]\n"
        "cli.main()"
    )
    everything = python("-c", code).output.splitlines()[-1].split()
    return [name for name in HEAVY if name in everything]


if __name__ == "__main__":
    main()
