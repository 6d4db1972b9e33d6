"""`search` and `ask`: what the notes say."""

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.consent import agree
from commands.options import (
    BatchOption,
    JsonOption,
    KindOption,
    LibraryOption,
    SourceOption,
    each,
    one_of,
    opened,
    scope_of,
    since,
)

if TYPE_CHECKING:
    from terminal.batch import Row


def search(
    query: Annotated[str | None, typer.Argument(help="Words to look for.")] = None,
    batch_file: BatchOption = None,
    limit: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = 10,
    kind: KindOption = None,
    source: SourceOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find passages by meaning and by words."""
    from answer.followup.rules import stand_alone
    from domain.replies import Question
    from domain.wire.replies import hit_to_dict

    scope = scope_of(kind, source)
    with opened(library) as study:

        def one(row: "Row") -> dict[str, Any]:
            began = time.perf_counter()
            asked_as = stand_alone(Question(row.question, row.history))
            hits = study.search(asked_as, limit=limit, scope=scope)
            found = [hit_to_dict(hit, rank) for rank, hit in enumerate(hits, 1)]
            ways = hits[0].ways if hits else ()
            return {"id": row.id, "query": row.question, "ms": since(began), "vectors": list(ways), "hits": found}

        if as_json or batch_file:
            each(query, batch_file, one)
        else:
            from terminal import render

            text = one_of(query, batch_file)
            render.console().print(render.hits(study.search(text, limit=limit, scope=scope), text))


def ask(
    question: Annotated[str | None, typer.Argument(help="A question to your notes.")] = None,
    batch_file: BatchOption = None,
    model: Annotated[
        str, typer.Option(metavar="NAME", help="Who answers: extractive, ollama:llama3.2 … (default: as chosen).")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Agree that the model's host is sent what it needs.")] = False,
    kind: KindOption = None,
    source: SourceOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Answer from your notes, every sentence with its footnote."""
    from domain.replies import Question
    from domain.wire.replies import reply_to_dict

    scope = scope_of(kind, source)
    with opened(library, model=model) as study:
        agree(study.models, model or study.models.chosen, yes=yes)

        def one(row: "Row") -> dict[str, Any]:
            began = time.perf_counter()
            first: list[float] = []

            def note(text: str) -> None:
                if text:  # an empty one is a sign of life
                    first.append(since(began))

            reply = study.ask(Question(row.question, row.history, scope), on_text=note)
            return reply_to_dict(reply, id=row.id, ms=since(began), first_token_ms=first[0] if first else since(began))

        if as_json or batch_file:
            each(question, batch_file, one)
        else:
            from terminal import render
            from terminal.live import written

            console = render.console()
            with written(console) as write:
                reply = study.ask(Question(one_of(question, batch_file), scope=scope), on_text=write)
            console.print(render.reply(reply))
