"""`review`: the cards that are due, one after the other."""

import time
from typing import TYPE_CHECKING

import typer

from commands.options import JsonOption, LibraryOption, opened, print_json
from domain.quiz import Given, Rating
from domain.wire import Wire

if TYPE_CHECKING:
    from bootstrap import Study
    from domain.quiz import Card
    from quiz.memory import Memory


def review(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Go through the cards that are due; --json lists them."""
    from terminal import memory as shown
    from terminal import quizzing, render

    with opened(library) as study:
        memory = study.memory
        due = [memory.looked_up(card) for card in memory.due()]
        if as_json:
            next_due = memory.next_due()
            print_json({"due": [_wire(card) for card in due], "next": next_due.isoformat() if next_due else None})
            return
        console = render.console()
        for number, card in enumerate(due, 1):
            console.print(quizzing.question(card.item, number))
            began = time.monotonic()
            _review(study, card, typer.prompt("Your answer", default="", show_default=False))
            _rate(memory, card, time.monotonic() - began)
        console.print(shown.nothing_due(memory.next_due(), memory.now()))


def _review(study: "Study", card: "Card", text: str) -> None:
    """Show how right the answer is, beside the words it rests on; a card whose source changed says so."""
    from quiz.typed import given_from
    from terminal import memory as shown
    from terminal import render

    given = given_from(card.item, text)
    graded = study.grade(card.item, given) if given != Given() else None
    render.console().print(shown.feedback(card, graded))


def _rate(memory: "Memory", card: "Card", seconds: float) -> None:
    from domain.moments import short

    now = memory.now()
    offered = [f"{r.value} {r.name.lower()} ({short(due, now)})" for r, due in memory.returns(card).items()]
    choice = typer.prompt(", ".join(offered), default=Rating.GOOD, value_proc=_rating)
    memory.rate(card, choice, seconds)


def _rating(text: str) -> Rating:
    """1 to 4; anything else is asked again."""
    try:
        return Rating(int(text))
    except ValueError as error:
        raise typer.BadParameter("1, 2, 3 or 4.") from error


def _wire(card: "Card") -> Wire:
    from domain.quizwire import item_to_dict

    return {
        "item": item_to_dict(card.item),
        "due": card.due.isoformat(),
        "lapses": card.lapses,
        "confident": card.confident,
        "source_changed": card.source_changed,
        "diff": card.diff,
    }
