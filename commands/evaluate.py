"""`eval`: how well the library is searched and asked."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.options import JsonOption, LibraryOption, opened, print_json
from domain.errors import StudyError

if TYPE_CHECKING:
    from evals.harness.judge import Outcome


def evaluate(
    file: Annotated[Path | None, typer.Argument(help="Questions with their evidence, one JSON object a line.")] = None,
    auto: Annotated[bool, typer.Option("--auto", help="Make questions of your own headings and facts.")] = False,
    misses: Annotated[bool, typer.Option("--misses", help="Name what was not found or wrongly refused.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Measure search, answers and refusals on your own questions; kept with the library and compared."""
    from evals.datasets.own import asked_of
    from evals.harness.judge import asked_in, compared, figures, outcomes

    if auto == (file is not None):
        raise typer.BadParameter("Give a file of questions, or --auto, not both and not neither.")
    with opened(library) as study:
        if study.is_empty():
            raise StudyError("The library is empty.", "Sync your notes first: python cli.py sync ~/notes")
        asked = asked_in(file) if file else asked_of(study, study.library.words)
        if not asked:
            raise StudyError("Your notes have no headings or facts to make questions of.", "Give a file of questions.")
        found = list(outcomes(study, study.answerer, asked))
        told = figures(found)
        name = str(file.resolve()) if file else "auto"
        before = compared(study.settings.library, name, study.version(), datetime.now(UTC), told)
    wrong = [_miss(row) for row in found if _is_miss(row)]
    if as_json:
        print_json({"questions": len(found), "figures": told, "before": before or None, "misses": wrong})
    else:
        from terminal import render

        render.console().print(render.figures(told, before.get("figures", {}), len(found)))
        if misses:
            render.console().print(render.facts([(row["type"], row["question"]) for row in wrong]))


def _is_miss(row: "Outcome") -> bool:
    from domain.replies import Refusal

    refused = isinstance(row.reply, Refusal)
    return (row.gold.answerable and row.place is None) or (row.reply is not None and refused is row.gold.answerable)


def _miss(row: "Outcome") -> dict[str, Any]:
    return {"id": row.gold.id, "type": row.gold.type, "question": row.gold.question, "place": row.place}
