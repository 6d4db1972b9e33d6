"""Public benchmarks in the folders and files they come in -> documents, queries and which document answers which.

A folder of corpus.jsonl, queries.jsonl and qrels (BEIR; also MTRAG, whose queries have a history), a SQuAD file, or a
folder of pages with a file of questions that each name their page.
"""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.replies import Turn
from domain.wire.replies import turn_from_dict


@dataclass(frozen=True, slots=True)
class Query:
    """One question with what was said before; None for `answerable` where the benchmark does not say."""

    id: str
    text: str
    history: tuple[Turn, ...] = ()
    answerable: bool | None = None
    about: str = ""  # the article, where a benchmark has any


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Documents (id -> Markdown), queries, and for each query the gain of each document that answers it."""

    name: str
    documents: Mapping[str, str]
    queries: Sequence[Query]
    gains: Mapping[str, Mapping[str, float]]


def load(path: Path, questions: Path | None = None) -> Benchmark:
    """The benchmark at a path; `ValueError` for what is none."""
    if path.is_dir() and questions:
        return _pages(path, questions)
    if (path / "corpus.jsonl").is_file():
        return _beir(path)
    if path.is_file() and ".json" in path.suffixes:
        return _squad(path)
    raise ValueError(f"{path} is no benchmark: neither a folder with corpus.jsonl nor a SQuAD file.")


def _beir(folder: Path) -> Benchmark:
    documents = {row["_id"]: _titled(row.get("title", ""), row["text"]) for row in _rows(folder / "corpus.jsonl")}
    queries = [
        Query(row["_id"], row["text"], tuple(_turn(turn) for turn in row.get("history", ())), _answerable(row))
        for row in _rows(folder / "queries.jsonl")
    ]
    gains: dict[str, dict[str, float]] = {}
    for file in sorted([*folder.glob("qrels.tsv"), *folder.glob("qrels/test.tsv")]):
        with file.open(encoding="utf-8", newline="") as lines:
            for query, document, gain in list(csv.reader(lines, delimiter="\t"))[1:]:
                gains.setdefault(query, {})[document] = float(gain)
    return Benchmark(folder.name, documents, queries, gains)


def _squad(file: Path) -> Benchmark:
    documents, queries, gains = dict[str, str](), list[Query](), dict[str, dict[str, float]]()
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    for article in json.loads(data)["data"]:
        for number, paragraph in enumerate(article["paragraphs"]):
            document = f"{article['title']}-{number}"
            documents[document] = _titled(article["title"].replace("_", " "), paragraph["context"])
            for asked in paragraph["qas"]:
                possible = not asked.get("is_impossible", False)
                queries.append(Query(asked["id"], asked["question"], answerable=possible, about=article["title"]))
                if possible:
                    gains[asked["id"]] = {document: 1.0}
    return Benchmark(file.name.split(".")[0], documents, queries, gains)


def _pages(folder: Path, questions: Path) -> Benchmark:
    """Rows of `question` and `page`, the page's path below the folder or only its name."""
    documents = {
        str(p.relative_to(folder)): p.read_text("utf-8", errors="replace") for p in sorted(folder.rglob("*.md"))
    }
    by_name = {Path(name).name: name for name in documents}
    queries, gains = [], {}
    for number, row in enumerate(_rows(questions)):
        query = str(row.get("id", number))
        page = row["page"] if row["page"] in documents else by_name[Path(row["page"]).name]
        queries.append(Query(query, row["question"], answerable=True))
        gains[query] = {page: 1.0}
    return Benchmark(questions.stem, documents, queries, gains)


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _titled(title: str, text: str) -> str:
    return f"# {title}\n\n{text.strip()}\n" if title else f"{text.strip()}\n"


def _turn(turn: Mapping[str, str]) -> Turn:
    said = {"user": "user", "agent": "assistant"}
    return turn_from_dict({"role": said.get(turn["speaker"], turn["speaker"]), "content": turn["text"]})


def _answerable(row: Mapping[str, Any]) -> bool | None:
    """MTRAG has four kinds; what is partly or perhaps answerable counts as neither."""
    kinds = {"ANSWERABLE": True, "UNANSWERABLE": False}
    return kinds.get("".join(row.get("answerability", ())))
