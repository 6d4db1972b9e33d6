"""Public sets in the shape of ours: articles of SQuAD 1.1 and 2.0 (CC BY-SA 4.0), paragraphs of QED (CC BY-SA 3.0).

A third of SQuAD's articles, chosen by the digest of their titles, is never learnt from and left for measuring.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from domain.replies import Question
from evals.reading.sets import ReadingQuestion, ReadingSet

PER_ARTICLE = 260  # questions of an article
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“(0-9])")


def is_held_out(title: str) -> bool:
    """Whether an article of SQuAD is left for measuring."""
    return int(sha256(title.encode()).hexdigest(), 16) % 3 == 0


def public_sets(shared: Path, notes: Path) -> Iterator[ReadingSet]:
    """The sets under a folder of benchmarks, their texts written below `notes`."""
    articles: dict[str, Mapping[str, Any]] = {}
    for name in ("squad-dev-1.1.json.gz", "squad-dev-v2.0.json.gz"):  # the later one also asks what has no answer
        with gzip.open(shared / "bench" / "squad" / name, "rt", encoding="utf-8") as file:
            articles |= {article["title"]: article for article in json.load(file)["data"]}
    for title, article in articles.items():
        if not is_held_out(title):
            yield _article(title, article, notes / re.sub(r"\W+", "_", title))
    lines = (shared / "bench" / "qed" / "qed-dev.jsonlines").read_text(encoding="utf-8").splitlines()
    yield _qed([json.loads(line) for line in lines], notes / "qed")


def _article(title: str, article: Mapping[str, Any], folder: Path) -> ReadingSet:
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = [" ".join(p["context"].split()) for p in article["paragraphs"]]
    text = "\n\n".join([f"# {title.replace('_', ' ')}", *paragraphs])
    (folder / "page.md").write_text(f"{text}\n", encoding="utf-8")
    questions = [q for p in article["paragraphs"] for asked in p["qas"] if (q := _squad(asked, p["context"], title))]
    random.Random(title).shuffle(questions)
    return ReadingSet(title, folder, tuple(questions[:PER_ARTICLE]))


def _squad(asked: Mapping[str, Any], context: str, title: str) -> ReadingQuestion | None:
    question = Question(asked["question"].strip())
    if asked.get("is_impossible", False):
        return ReadingQuestion(asked["id"], title, "unanswerable", question, ())
    at = len(" ".join(context[: asked["answers"][0]["answer_start"]].split()))
    found = _sentence_at(" ".join(context.split()), at)
    return ReadingQuestion(asked["id"], title, "number", question, (found,)) if found else None


def _sentence_at(text: str, offset: int) -> str:
    cuts = [0, *(found.end() for found in _SENTENCE.finditer(text)), len(text)]
    return next((text[a:b].strip() for a, b in pairwise(cuts) if a <= offset < b), "")


def _qed(rows: list[Mapping[str, Any]], folder: Path) -> ReadingSet:
    folder.mkdir(parents=True, exist_ok=True)
    questions = []
    for n, row in enumerate(rows):
        text = f"# {row['title_text']}\n\n{row['paragraph_text']}\n"
        (folder / f"{n}.md").write_text(text, encoding="utf-8")
        if told := row.get("annotation", {}).get("selected_sentence", {}).get("string"):
            questions.append(ReadingQuestion(f"qed-{n}", "qed", "number", Question(row["question_text"]), (told,)))
    return ReadingSet("qed", folder, tuple(questions))
