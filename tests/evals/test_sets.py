"""Public benchmarks are read as they come, and scored as the papers say."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.replies import Turn
from evals.bench import figures, spread
from evals.datasets.public import Query, load
from evals.harness.metrics import auc

SCORES = st.lists(st.integers(-3, 3).map(float), min_size=1, max_size=8)


def lines(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_folder_of_corpus_queries_and_qrels_is_read(tmp_path: Path) -> None:
    lines(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "Kilns", "text": "Kilns fire clay."},
        {"_id": "d2", "text": "x"},
    )
    turns = [{"speaker": "user", "text": "Hello"}, {"speaker": "agent", "text": "Yes?"}]
    lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "What fires clay?", "history": turns, "answerability": ["ANSWERABLE"]},
        {"_id": "q2", "text": "Who?", "answerability": ["UNANSWERABLE"]},
        {"_id": "q3", "text": "It?", "answerability": ["PARTIAL"]},
    )
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\td1\t2\n", encoding="utf-8")
    found = load(tmp_path)
    assert found.documents == {"d1": "# Kilns\n\nKilns fire clay.\n", "d2": "x\n"}
    assert [q.answerable for q in found.queries] == [True, False, None]
    assert found.queries[0].history == (Turn("student", "Hello"), Turn("tutor", "Yes?"))
    assert found.gains == {"q1": {"d1": 2.0}}


def test_a_squad_file_is_read_and_says_what_cannot_be_answered(tmp_path: Path) -> None:
    asked = [{"id": "a", "question": "When?"}, {"id": "b", "question": "Who?", "is_impossible": True}]
    data = {"data": [{"title": "Kiln_history", "paragraphs": [{"context": "Kilns are old.", "qas": asked}]}]}
    file = tmp_path / "squad-dev.json.gz"
    file.write_bytes(gzip.compress(json.dumps(data).encode()))
    found = load(file)
    assert found.documents == {"Kiln_history-0": "# Kiln history\n\nKilns are old.\n"}
    assert found.gains == {"a": {"Kiln_history-0": 1.0}}
    assert [q.answerable for q in found.queries] == [True, False]


def test_pages_are_scored_by_questions_that_name_them(tmp_path: Path) -> None:
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide/kilns.md").write_text("# Kilns", encoding="utf-8")
    questions = lines(tmp_path / "asked.jsonl", {"question": "What is a kiln?", "page": "kilns.md"})
    assert load(tmp_path / "guide", questions).gains == {"0": {"kilns.md": 1.0}}


def test_what_is_no_benchmark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no benchmark"):
        load(tmp_path)


def test_the_best_ranking_scores_one_and_the_worst_nothing() -> None:
    assert set(figures(["a", "b"], {"a": 2.0, "b": 1.0}).values()) == {1.0}
    assert set(figures(["x", "y"], {"a": 1.0}).values()) == {0.0}
    assert figures(["x", "a"], {"a": 1.0})["MRR@10"] == 0.5
    assert 0.8 < figures(["b", "a"], {"a": 2.0, "b": 1.0})["nDCG@5"] < 1.0


@given(SCORES, SCORES)
def test_the_area_is_a_chance_and_turns_round_with_its_sides(good: list[float], bad: list[float]) -> None:
    wins = sum((g > b) + (g == b) / 2 for g in good for b in bad)
    assert auc(good, bad) == pytest.approx(wins / (len(good) * len(bad)))
    assert auc(good, bad) + auc(bad, good) == pytest.approx(1.0)


@given(st.integers(1, 50), st.integers(1, 60))
def test_a_share_of_the_queries_is_spread_evenly(most: int, count: int) -> None:
    rows = [Query(str(n), "") for n in range(count)]
    chosen = spread(rows, most)
    assert 0 < len(chosen) <= most and chosen[0] == rows[0]
    assert len(chosen) == count or count > most
