"""The question that is asked once before anything is sent to a host."""

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from domain.preferences import Models


def agree(models: "Models", name: str, *, yes: bool) -> None:
    """Ask whether words may be sent to the host of a model, unless that was answered before, or nobody can answer.

    Whoever does not agree gets the answer that needs no model.
    """
    from domain.preferences import what_leaves

    host = models.leaves_to(name)
    if models.agreed(host):
        return
    asked = yes or (sys.stdin.isatty() and typer.confirm(f"{what_leaves(host)} Do you agree?", err=True))
    if asked:
        models.agree(host)
