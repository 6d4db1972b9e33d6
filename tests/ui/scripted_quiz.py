"""Quizzes over the scripted notes: hand-made items, an exam, and a blueprint with an empty task."""

from collections.abc import Callable, Sequence
from pathlib import Path

from domain.coverage import Cell, Coverage
from domain.documents import Passage
from domain.errors import StudyError
from domain.memory import Cards, Result, Sitting
from domain.quiz import Blueprint, Domain, Given, Grade, Item, ItemKind, Quiz, QuizRequest, Task, Why
from domain.replies import Citation
from quiz.exam.mock_exam import wilson
from quiz.grading.grade import grade

BLUEPRINT = Blueprint(
    "scripted",
    "An exam by script",
    (
        Domain("1", "Preparing data", 0.6, (Task("1.1", "Clean data"), Task("1.2", "Knit socks", ("knitting socks",)))),
        Domain("2", "Moving data", 0.4, (Task("2.1", "Query and stream"),)),
    ),
    questions=6,
    minutes=12,
)


class ScriptedQuizzes:
    """The part of the study partner that asks; `_passages` is the other part's."""

    def _passages(self) -> list[Passage]:
        raise NotImplementedError

    @property
    def cards(self) -> Cards:
        raise NotImplementedError

    @property
    def blueprint(self) -> Blueprint:
        return BLUEPRINT

    def coverage(self, blueprint: Path | None = None, /) -> Coverage:
        clean, knit, stream = (task for domain in BLUEPRINT.domains for task in domain.tasks)
        return Coverage(BLUEPRINT, (Cell(clean, notes=2, asked=3, known=2), Cell(knit), Cell(stream, notes=2)))

    def quiz(
        self, request: QuizRequest, /, earlier: Sequence[Item] = (), *, wanted: Callable[[], bool] = lambda: True
    ) -> Quiz:
        if "rust" in request.topic.casefold():
            raise StudyError("Your notes know nothing about Rust.", "Try another topic.")
        known = {item.id for item in earlier} | {found.item.id for found in self.cards.flagged()}
        fitting = [item for item in items(self._passages()) if item.id not in known and _wanted(item, request)]
        return Quiz(tuple(fitting[: request.count]))

    def grade(self, item: Item, given: Given, /) -> Grade:
        return grade(item, given)

    def exam(self, seed: int, /) -> list[Item]:
        choices = [item for item in items(self._passages()) if item.kind in (ItemKind.SINGLE, ItemKind.MULTI)]
        return choices[: BLUEPRINT.questions]

    def results(self, sitting: Sitting, /) -> list[Result]:
        rights = [grade(item, sitting.response(n).given).right for n, item in enumerate(sitting.items)]
        return [
            Result(None, sum(rights), len(rights), *wilson(sum(rights), len(rights))),
            Result(BLUEPRINT.domains[0], sum(rights), len(rights), *wilson(sum(rights), len(rights))),
        ]


def _wanted(item: Item, request: QuizRequest) -> bool:
    return (
        request.topic.casefold() in item.topic.casefold()
        and (not request.kinds or item.kind in request.kinds)
        and item.task.startswith(request.task)
        and request.scope.admits(item.citation.passage)
    )


def items(passages: list[Passage]) -> list[Item]:
    """One item of every kind."""

    def cited(words: str) -> Citation:
        passage = next(p for p in passages if words in p.text)
        start = passage.start + passage.text.index(words)
        return Citation(1, passage, start, start + len(words))

    whole = next(p for p in passages if "DataBrew is" in p.text).text
    said = whole[whole.index("DataBrew is") :].partition("\n")[0]  # a test may have changed it
    databrew, as_ever = cited(said), said == "DataBrew is a visual tool for cleaning data, without any code"
    crawlers = cited("Crawlers fill the Data Catalog")
    athena = cited("Athena is a serverless query service over data in S3.")
    shard = cited("A shard takes 1 MB or 1,000 records a second.")
    mask = cited("`MASK_RANGE` and other steps hide personal data")
    names = ("Crawlers", "DataBrew", "Athena", "A shard")
    whys = tuple(
        Why(n, words, citation)
        for n, (words, citation) in enumerate(
            (
                ("crawlers fill the Data Catalog", crawlers),
                ("it cleans data", databrew),
                ("Athena is a query service", athena),
                ("a shard takes records of a stream", shard),
            )
        )
    )
    return [
        Item(
            "s-databrew" if as_ever else "s-databrew-new",
            ItemKind.SINGLE,
            "Which of these is a visual tool for cleaning data?",
            databrew,
            names,
            (1,),
            whys,
            topic="DataBrew",
            task="1.1",
        ),
        Item(
            "s-catalog",
            ItemKind.SINGLE,
            "What fills the Data Catalog?",
            crawlers,
            names,
            (0,),
            whys,
            topic="Glue",
            task="1.1",
        ),
        Item(
            "c-shard",
            ItemKind.CLOZE,
            "A shard takes 1 MB or _____ records a second.",
            shard,
            accepted=("1,000",),
            topic="Kinesis",
            task="2.1",
        ),
        Item(
            "m-glue",
            ItemKind.MULTI,
            "Which of these belong to AWS Glue? (Select two.)",
            crawlers,
            names,
            (0, 1),
            whys,
            topic="Glue",
            task="1.1",
        ),
        Item(
            "t-athena",
            ItemKind.TRUE_FALSE,
            "True or false: Athena queries data in S3.",
            athena,
            ("True", "False"),
            (0,),
            (Why(0, "it is a query service over data in S3", athena), Why(1, "it does", athena)),
            topic="Athena",
            task="2.1",
        ),
        Item(
            "h-mask",
            ItemKind.SHORT,
            "Which step hides personal data?",
            mask,
            accepted=("`MASK_RANGE`", "MASK_RANGE"),
            topic="DataBrew",
            task="1.1",
        ),
        Item(
            "x-match",
            ItemKind.MATCHING,
            "Match each service to what it does.",
            athena,
            names[:3],
            (2, 1),
            whys[:3],
            (),
            ("queries data in S3", "cleans data"),
            topic="Athena",
            task="2.1",
        ),
    ]
