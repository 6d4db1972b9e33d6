"""`review`: the cards that are due, one after the other."""

import time
from typing import TYPE_CHECKING

import typer

from commands.options import JsonOption, LibraryOption, opened, print_json
from domain.quiz import Given, Rating
from domain.wire.replies import Wire

if TYPE_CHECKING:
    from bootstrap import Study
    from domain.quiz import Card


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
            fit = _review(study, card, typer.prompt("Your answer", default="", show_default=False))
            _rate(study, card, fit, time.monotonic() - began)
        console.print(shown.nothing_due(memory.next_due(), memory.now()))


def _review(study: "Study", card: "Card", text: str) -> Rating:
    """Show how right the answer is, beside the words it rests on; the rating that it speaks for.

    A card whose source changed says so.
    """
    from quiz.grading.typed import given_from
    from terminal import memory as shown
    from terminal import render

    given = given_from(card.item, text)
    graded = study.grade(card.item, given) if given != Given() else None
    render.console().print(shown.feedback(card, graded))
    return Rating.AGAIN if graded and not graded.right else Rating.GOOD


def _rate(study: "Study", card: "Card", fit: Rating, seconds: float) -> None:
    """Four ratings, of which the student has the last word; a card whose source changed can be renewed or dropped."""
    from language.moments import short

    memory, now = study.memory, study.memory.now()
    offered = [f"{r.value} {r.name.lower()} ({short(due, now)})" for r, due in memory.returns(card).items()]
    if card.source_changed:
        offered += ["r renew from the source", "d drop"]
    letters = "rd" if card.source_changed else ""
    choice = typer.prompt(", ".join(offered), default=str(fit.value), value_proc=lambda text: _chosen(text, letters))
    if choice == "d":
        study.cards.drop(card.item.id)
    elif choice == "r":
        _renew(study, card, fit, seconds)
    else:
        memory.rate(card, Rating(int(choice)), seconds)


def _renew(study: "Study", card: "Card", fit: Rating, seconds: float) -> None:
    """Go on with a question of the source as it is now; when there is none, the card is rated as it is."""
    from dataclasses import replace

    from quiz.review.renewal import renewed

    item = renewed(card, study.library, study.quiz)
    if item is None:
        typer.echo("There is no such question in the source any more.")
        _rate(study, replace(card, source_changed=False), fit, seconds)
        return
    study.memory.renew(card, item)
    typer.echo(f"Renewed: {item.stem}")


def _chosen(text: str, letters: str) -> str:
    """1 to 4, or one of the letters that are offered; anything else is asked again."""
    if text.strip() in (*"1234", *letters):
        return text.strip()
    raise typer.BadParameter("1, 2, 3 or 4." if not letters else "1, 2, 3, 4, r or d.")


def _wire(card: "Card") -> Wire:
    from domain.wire.quiz import item_to_dict

    return {
        "item": item_to_dict(card.item),
        "due": card.due.isoformat(),
        "lapses": card.lapses,
        "confident": card.confident,
        "source_changed": card.source_changed,
        "diff": card.diff,
    }
