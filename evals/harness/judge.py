"""Gold questions put to a library -> figures, kept with the version of the index that they were measured on."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import fmean, median
from time import perf_counter
from typing import Any

from answer.followup.rules import stand_alone
from domain.errors import StudyError
from domain.partner import StudyPartner
from domain.ports import Answerer
from domain.replies import Answer, Refusal, Reply
from evals.datasets.own import Asked
from evals.datasets.questions import as_question
from evals.harness.metrics import Gold, is_grounded, is_right, late, rank

KEPT = "evals.jsonl"  # in the library folder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question."""

    gold: Gold
    place: int | None  # of the first hit with a gold span, from 1
    reply: Reply | None  # None: only looked up
    search_seconds: float
    answer_seconds: float


def outcomes(study: StudyPartner, answerer: Answerer, asked: Sequence[Asked]) -> Iterator[Outcome]:
    """Search for and answer each; look-ups are only searched for. Nothing is kept as a to-do."""
    for one in asked:
        began = perf_counter()
        hits = study.search(stand_alone(one.question), limit=10, scope=one.question.scope)
        searched = perf_counter()
        reply = answerer.answer(one.question) if one.gold.type != "look-up" else None
        yield Outcome(one.gold, rank(one.gold, hits), reply, searched - began, perf_counter() - searched)


def figures(rows: Sequence[Outcome]) -> dict[str, float]:
    """What is known of them, leaving out what the questions cannot tell."""
    found = [row for row in rows if row.gold.answerable]
    asked = [row for row in rows if row.reply is not None]
    good, bad = [r for r in asked if r.gold.answerable], [r for r in asked if not r.gold.answerable]
    refused = [r for r in asked if isinstance(r.reply, Refusal)]
    told = [r for r in good if isinstance(r.reply, Answer)]
    worded = [r for r in good if r.gold.keywords]
    shares: dict[str, list[bool]] = {
        "hit@1": [row.place == 1 for row in found],
        "hit@5": [row.place is not None and row.place <= 5 for row in found],
        "right": [is_right(r.gold, r.reply) for r in worded if r.reply],
        "citations correct": [is_grounded(r.gold, r.reply) for r in told if r.reply],
        "answered of the answerable": [isinstance(r.reply, Answer) for r in good],
        "refusal recall": [isinstance(r.reply, Refusal) for r in bad],
        "refusal precision": [not r.gold.answerable for r in refused] if bad else [],
    }
    result = {name: fmean(flags) for name, flags in shares.items() if flags}
    if found:
        result["MRR"] = fmean(1 / row.place if row.place else 0.0 for row in found)
    return (
        result | _times("search", [r.search_seconds for r in rows]) | _times("ask", [r.answer_seconds for r in asked])
    )


def _times(name: str, seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {}
    return {f"{name} p50 ms": 1000 * median(seconds), f"{name} p95 ms": 1000 * late(seconds)}


def asked_in(path: Path) -> list[Asked]:
    """The questions of a student's own file; `StudyError` for a line that is none."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise StudyError(f"{path} cannot be read: {error}", "Give a UTF-8 file with one JSON object a line.") from error
    found = [_asked(line, f"{path} line {number}") for number, line in enumerate(lines, 1) if line.strip()]
    if not found:
        raise StudyError(f"There are no questions in {path}.", _LOOKS_LIKE)
    return found


_LOOKS_LIKE = 'Each line looks like {"question": "…", "evidence": ["words of your notes"]}, or has "answerable": false.'


def _asked(line: str, where: str) -> Asked:
    try:
        row = json.loads(line)
        evidence = tuple(map(str, row.get("evidence", ()))) if row.get("answerable", True) else ()
        if row.get("answerable", True) and not evidence:
            raise ValueError("it has no evidence")
        history = tuple((str(t["role"]), str(t["content"])) for t in row.get("history") or ())
        keywords = tuple(map(str, row.get("keywords", ())))
        gold = Gold(
            str(row.get("id", where)), str(row.get("type", "own")), str(row["question"]), history, evidence, keywords
        )
        return Asked(gold, as_question(gold))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StudyError(f"{where} is no gold question ({error}).", _LOOKS_LIKE) from error


def compared(folder: Path, name: str, version: str, now: datetime, found: dict[str, float]) -> dict[str, Any]:
    """Keep the figures beside earlier ones of the same questions; the newest of those comes back, {} for the first."""
    kept = folder / KEPT
    rows = [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []
    before = [row for row in rows if row["questions"] == name]
    row = {"questions": name, "version": version, "at": now.isoformat(), "figures": found}
    with kept.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return before[-1] if before else {}
