"""A blueprint is read or refused in one line, and texts find their task in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from quizzes import single

from domain.documents import Found, Kind, Passage, Shelf, Source
from domain.errors import WrongBlueprint
from domain.quiz import Review
from domain.wire.coverage import coverage_to_dict
from ingest.discover import find_notes
from quiz.exam.blueprint import load_blueprint
from quiz.exam.coverage import coverage
from quiz.exam.tasks import Placed, Tasks
from settings import HERE

if TYPE_CHECKING:
    from domain.ports import Vectors

POTTERY = """
id: pottery
title: Pottery
domains:
  - {id: 1, title: Firing, weight: 3, tasks: [{id: 1.1, title: Kilns, knowledge: [kilns and fire, cones of heat]}]}
  - {id: 2, title: Clay, weight: 1, tasks: [{id: 2.1, title: Clay, knowledge: [clay bodies]}, {id: 2.2, title: Glaze}]}
"""
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


class CountingEmbedder:
    """A text is the set of its words that stand in a small dictionary."""

    name, dimension, limit = "counting", 6, 256
    words = ("kilns", "fire", "cones", "clay", "bodies", "glaze")

    def pieces(self, text: str, /) -> int:
        return len(text.split())

    def embed(self, texts: Sequence[str], /) -> "Vectors":
        import numpy as np

        rows = [[float(word in text.casefold()) for word in self.words] for text in texts]
        found = np.array(rows, dtype=np.float32).reshape(len(texts), self.dimension)
        lengths = np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        return np.asarray(found / lengths, dtype=np.float32)


@pytest.fixture
def tasks(tmp_path: Path) -> Tasks:
    return Tasks(load_blueprint(written(tmp_path, POTTERY)), CountingEmbedder())


def written(folder: Path, text: str) -> Path:
    path = folder / "exam.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_blueprint_has_its_domains_weights_and_tasks(tasks: Tasks) -> None:
    firing, clay = tasks.blueprint.domains
    assert (firing.id, firing.weight, clay.weight) == ("1", 0.75, 0.25)
    assert [task.id for task in clay.tasks] == ["2.1", "2.2"]
    assert (tasks.blueprint.questions, tasks.blueprint.minutes) == (65, 130)


def test_the_bundled_blueprint_is_that_of_the_exam() -> None:
    found = load_blueprint(HERE / "notes/blueprints/dea-c01.yaml")
    assert [round(domain.weight, 2) for domain in found.domains] == [0.34, 0.26, 0.22, 0.18]
    assert [len(domain.tasks) for domain in found.domains] == [4, 4, 4, 5]
    assert (found.questions, found.minutes) == (65, 130)
    assert all(task.knowledge for domain in found.domains for task in domain.tasks)


def test_a_sync_reads_no_blueprint_as_a_note() -> None:
    found = find_notes(Shelf(str(HERE / "notes"), "notes"))
    assert found and all(isinstance(one, Found) and one.path.endswith(".md") for one in found)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: [", "no YAML"),
        ("", "the file"),
        ("- just\n- a list", "the file"),
        (POTTERY.replace("title: Firing, ", ""), "domains.0.title"),
        (POTTERY.replace("weight: 3", "weight: heavy"), "domains.0.weight"),
        (POTTERY.replace("weight: 3", "weight: 0"), "domains.0.weight"),
        (POTTERY.replace("id: 2.2", "id: 2.1"), "task 2.1 is there twice"),
        (POTTERY.replace("{id: 2, title", "{id: 1, title"), "domain 1 is there twice"),
        (POTTERY + "minutes: soon\n", "minutes"),
        (POTTERY + "colour: blue\n", "colour"),
        ("id: x\ntitle: x\ndomains: []\n", "domains"),
    ],
)
def test_a_bad_blueprint_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WrongBlueprint) as caught:
        load_blueprint(written(tmp_path, text))
    assert told in caught.value.message and "\n" not in caught.value.message and caught.value.hint


def test_a_blueprint_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "no.yaml", tmp_path):
        with pytest.raises(WrongBlueprint, match="cannot be read"):
            load_blueprint(path)


def test_a_text_finds_its_task_or_none(tasks: Tasks) -> None:
    assert tasks.of_texts(["Kilns make fire", "a glaze", "knitting"]) == ["1.1", "2.2", ""]
    assert tasks.of_texts([]) == []


def test_the_tasks_of_passages_are_looked_up_once_for_each_library(tasks: Tasks) -> None:
    held, versions, looked = [passage("Kilns"), passage("knitting")], ["1"], list[str]()

    def embedded() -> "tuple[list[Passage], Vectors]":
        looked.append(versions[0])
        return held, CountingEmbedder().embed([p.plain for p in held])

    placed = Placed(lambda: tasks, embedded, lambda: versions[0])
    assert [placed(p) for p in held] == ["1.1", ""] and looked == ["1"]
    versions[0], held[1] = "2", passage("clay")
    assert placed(held[1]) == "2.1" and looked == ["1", "2"]


def test_an_item_keeps_a_task_of_the_blueprint_and_loses_that_of_another(tasks: Tasks) -> None:
    own, foreign = single("own", task="2.2"), single("foreign", task="9.9")
    assert tasks.of_items([own, foreign]) == ["2.2", ""]


def passage(text: str, kind: Kind = Kind.NOTE) -> Passage:
    return Passage(Source(f"{kind}:x", kind, "x", "x"), 0, len(text), text, ("x",), plain=text)


def test_the_matrix_says_what_is_held_and_what_is_known(tasks: Tasks) -> None:
    held = [passage("Kilns"), passage("clay"), passage("a glaze", Kind.WEB), passage("knitting")]
    vectors = CountingEmbedder().embed([p.plain for p in held])
    items = [single("a", task="1.1"), single("b", task="1.1"), single("c", task="1.1")]
    reviews = [
        Review("a", NOON, False),
        Review("a", NOON, True, sure=True),
        Review("b", NOON, True, sure=False),
        Review("c", NOON, False),
    ]
    kilns, clay, glaze = coverage(tasks, held, vectors, items, reviews).cells
    assert (kilns.notes, kilns.unread, kilns.shown) == (1, ("cones of heat",), "1 of 3 known")
    assert (clay.held, clay.shown) == ("1 passage", "not asked yet")
    assert glaze.held == "nothing in your notes on task 2.2, but 1 passage of linked pages"


def test_an_empty_library_is_said_in_words(tasks: Tasks) -> None:
    found = coverage(tasks, [], CountingEmbedder().embed([]), [], [])
    assert [cell.held for cell in found.cells] == [f"nothing in your notes on task {n}" for n in ("1.1", "2.1", "2.2")]
    wire = coverage_to_dict(found)
    assert [len(domain["tasks"]) for domain in wire["domains"]] == [1, 2]
    assert wire["domains"][0]["tasks"][0]["unread"] == ["kilns and fire", "cones of heat"]
    assert replace(found.cells[0], notes=1200).held == "1,200 passages"
