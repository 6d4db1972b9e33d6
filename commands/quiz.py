"""`quiz`: be asked from your notes."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.options import JsonOption, LibraryOption, SourceOption, opened, print_json

if TYPE_CHECKING:
    from bootstrap import Study
    from domain.quiz import ItemKind, Quiz


def quiz(
    topic: Annotated[str, typer.Option(help="What to be asked about.")] = "",
    source: SourceOption = None,
    section: Annotated[str, typer.Option(help="Only under this heading.")] = "",
    count: Annotated[int, typer.Option("-n", min=1, max=1000, help="How many items.")] = 10,
    kind: Annotated[
        str, typer.Option(help="single, multi, cloze, true_false, short, matching; several with commas.")
    ] = "",
    task: Annotated[str, typer.Option(help="Only of this task or domain of the exam's blueprint, such as 3.4.")] = "",
    level: Annotated[str, typer.Option(help="easy or hard; none: any.")] = "",
    weak: Annotated[bool, typer.Option("--weak", help="Ask again what was missed or guessed.")] = False,
    seed: Annotated[int, typer.Option(help="Another seed, another quiz; the same seed, the same quiz.")] = 0,
    scenarios: Annotated[
        bool, typer.Option("--scenarios", help="Have the language model put questions into scenarios.")
    ] = False,
    model: Annotated[str, typer.Option(metavar="NAME", help="Which one (default: as chosen in Settings).")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Agree that the model's host is sent what it needs.")] = False,
    anki: Annotated[Path | None, typer.Option(metavar="FILE.apkg", help="Write it as an Anki deck.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Also over a file that is no such deck.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a quiz from your notes, every option with its cited reason."""
    from domain.quiz import QuizRequest
    from domain.replies import Scope
    from domain.wire.quiz import quiz_to_dict

    scope = Scope(frozenset(source or ()), section=section)
    request = QuizRequest(count, topic, scope, _kinds(kind), task, _difficulty(level), seed, scenarios)
    with opened(library, model=model) as study:
        if scenarios:
            _agree(study, model, yes=yes)
        made = _weak(study, count) if weak else study.quiz(request)
        if anki:
            _write(made, anki, overwrite=overwrite)
        if as_json:
            print_json(quiz_to_dict(made))
        elif not anki:
            _show(study, made, count)


def _agree(study: "Study", model: str, *, yes: bool) -> None:
    """There must be a model, and its host must be agreed to."""
    from commands.consent import agree
    from domain.errors import StudyError
    from domain.preferences import EXTRACTIVE

    name = model or study.models.chosen
    if name == EXTRACTIVE:
        raise StudyError(
            "Scenarios are written by a language model.", "Name one with --model, or choose one in Settings."
        )
    agree(study.models, name, yes=yes)


def _difficulty(level: str) -> tuple[float, float]:
    levels = {"": (0.0, 1.0), "easy": (0.0, 0.5), "hard": (0.5, 1.0)}
    if level not in levels:
        raise typer.BadParameter(f"{level} is none of easy, hard.", param_hint="--level")
    return levels[level]


def _weak(study: "Study", count: int) -> "Quiz":
    from domain.quiz import Quiz
    from quiz.review.statistics import weak

    flagged = [found.item.id for found in study.cards.flagged()]
    return Quiz(tuple(weak(study.cards.items(), study.cards.reviews(), flagged)[:count]))


def _write(made: "Quiz", path: Path, *, overwrite: bool) -> None:
    from datetime import UTC, datetime

    from quiz.export.anki import write_anki

    write_anki(made.items, path, datetime.now(UTC), overwrite=overwrite)
    typer.echo(f"{len(made.items)} items written to {path}.", err=True)


def _kinds(kind: str) -> "frozenset[ItemKind]":
    from domain.quiz import ItemKind

    names = [name.strip() for name in kind.split(",") if name.strip()]
    if unknown := [name for name in names if name not in set(ItemKind)]:
        raise typer.BadParameter(f"{unknown[0]} is none of {', '.join(ItemKind)}.", param_hint="--kind")
    return frozenset(ItemKind(name) for name in names)


def _show(study: "Study", made: "Quiz", count: int) -> None:
    """Ask whoever sits at the terminal; print the quiz with its answers into a pipe."""
    from terminal import quizzing, render

    console = render.console()
    if sys.stdin.isatty() and sys.stdout.isatty():
        from commands.sitting import ask_all

        ask_all(made.items, study)
    else:
        console.print(quizzing.printed(made.items))
    if made.usage and (used := str(made.usage)):
        console.print(f"Scenarios: {used}", style="dim")
    if made.fallback:
        console.print(f"Some questions are plain: {made.fallback}", style="dim")
    if len(made.items) < count:
        console.print(f"Your notes hold {len(made.items)} such questions, not {count}.", style="dim")
