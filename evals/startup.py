"""How soon there is an answer, beside the tutorial pipeline: python -m evals.startup [--rounds 5] [--browser].

Both have synced the bundled notes before; then each answers in a cold process, in turn, a new question every round.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from evals.browser import browser, first_answer
from evals.processes import python
from evals.questions import BUNDLED, load
from settings import HERE

HEAVY = ("torch", "transformers", "sentence_transformers", "langchain", "chromadb", "openvino", "numpy", "streamlit")
Timed = Callable[[str], float]


def main() -> None:
    """Sync both, measure, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--browser", action="store_true", help="also from `streamlit run` on (needs Chromium)")
    args = parser.parse_args()
    questions = [gold.question for gold in load(BUNDLED) if gold.answerable and not gold.history]
    step = len(questions) // (args.rounds + 1)
    chosen = questions[:: max(1, step)][: args.rounds + 1]  # the first is for warming up: bytecode, the exported model
    with TemporaryDirectory() as folder:
        library, index = Path(folder, "library"), Path(folder, "index")
        python("cli.py", "sync", "--library", str(library), str(HERE / "notes"))
        python("-m", "evals.tutorial", "sync", str(index), str(HERE / "notes"))
        _imports(library, chosen[0])
        _compare("cold process to the first answer", chosen, _ask(library), _tutorial(index))
        if args.browser:
            _in_the_browser(chosen, library, index)


def _ask(library: Path) -> Timed:
    return lambda question: python("cli.py", "ask", "--library", str(library), question).seconds


def _tutorial(index: Path) -> Timed:
    return lambda question: python("-m", "evals.tutorial", "ask", str(index), question).seconds


def _compare(what: str, questions: Sequence[str], ours: Timed, theirs: Timed) -> None:
    """One after the other, so that whatever else the machine does meets both."""
    pairs = [(ours(question), theirs(question)) for question in questions][1:]
    _print(what, [a for a, _ in pairs], [b for _, b in pairs])


def _print(what: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    mine, other = median(ours), median(theirs)
    print(
        f"{what:42} {mine:6.2f} s  tutorial {other:6.2f} s  ratio {mine / other:.2f}  ({len(ours)} rounds)", flush=True
    )


def _in_the_browser(questions: Sequence[str], library: Path, index: Path) -> None:
    ours, theirs = [], []
    with browser() as chromium:
        for question in questions:
            more = {"FOOTNOTE_LIBRARY": str(library)}
            ours.append(first_answer(chromium, ["app.py"], question, ".notes", more))
            theirs.append(
                first_answer(
                    chromium,
                    ["evals/tutorial_page.py", "--", str(index)],
                    question,
                    ".st-key-found [data-testid=stMarkdown]",
                    {},
                )
            )
    _print("streamlit run to a field to type in", [s.screen for s in ours[1:]], [s.screen for s in theirs[1:]])
    _print("streamlit run to the first answer", [s.answer for s in ours[1:]], [s.answer for s in theirs[1:]])


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
