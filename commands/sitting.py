"""A quiz at the terminal: each answer is graded, and what was missed or guessed comes back in `review`."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from domain.quiz import Given, Item
from language.moments import when
from terminal import memory as shown
from terminal import quizzing, render

if TYPE_CHECKING:
    from bootstrap import Study


def ask_all(items: Sequence[Item], study: "Study") -> None:
    """Ask one item after the other; an empty answer is one that was not known."""
    console, right = render.console(), 0
    for number, item in enumerate(items, 1):
        console.print(quizzing.question(item, number))
        right += _ask(item, study)
    console.print(f"{right} of {len(items)} right.", style="bold")


def _ask(item: Item, study: "Study") -> bool:
    from quiz.grading.typed import given_from

    console, began = render.console(), time.monotonic()
    given = given_from(item, typer.prompt("   Your answer", default="", show_default=False))
    sure = typer.confirm("   Sure?", default=True) if given != Given() else False
    graded = study.grade(item, given)
    card = study.memory.answered(item, Given(given.chosen, given.text, sure), graded, time.monotonic() - began)
    console.print(shown.verdict(graded), quizzing.answer(item))
    if card:
        console.print(f"   Comes back {when(card.due, study.memory.now())}.\n", style="dim")
    return graded.right
