"""Notes and public question sets -> labelled cases: a claim, the excerpts it is held against, and what is right.

True claims are gold answers, sentences as they stand, and questions of SQuAD turned into statements by their answers.
False ones are the same with one thing changed, or held against excerpts from which the evidence was taken away.
"""

import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

from bootstrap import Study
from claims.units import name
from domain.documents import BlockKind
from domain.ports import Words
from domain.replies import Hit
from evals.datasets.altering import denied, exchanged, other_name, other_number, other_unit
from evals.datasets.questions import rows
from evals.harness.metrics import norm

EXCERPTS = 6  # found for the true claim, beside those that hold its evidence
_SHORTEST = 5  # words of a claim
_EVERY = 4  # sentence of a document, one in so many is a claim as it stands
_SENTENCES = re.compile(r"(?:\s*\n\s*(?:\d+\.|[-*•])?\s*)+|(?<=[.!?])\s+(?=[A-Z])")
_WORDS = re.compile(r"\w[\w-]*")
_LEADS_IN = re.compile(r"^(?:Yes|No)[,.] (.)")

Told = tuple[str, str, str]  # kind of true claim, the claim, the words that it rests on


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and the excerpts it is held against."""

    corpus: str
    kind: str
    claim: str
    hits: tuple[Hit, ...]
    supported: bool
    seen: bool  # in the half that is fitted on


def cases(corpus: str, study: Study, told: Sequence[Told]) -> Iterator[Case]:
    """Every true claim, and every change of it."""
    words, passages = study.library.words, everything(study)
    names = [w for _, claim, _ in told for w in _WORDS.findall(claim)[1:] if _is_name(w, words)]
    subjects = [s for _, claim, _ in told if (s := subject(claim))]
    for n, (kind, claim, evidence) in enumerate(told):
        found = study.search(claim, limit=EXCERPTS)
        holding = [h for h in passages if norm(evidence) in norm(h.passage.text)]
        if not holding:
            continue
        known = {h.passage.id for h in holding}
        hits = (*holding[:2], *(h for h in found if h.passage.id not in known))
        seen = blake2b(norm(evidence).encode(), digest_size=1).digest()[0] % 2 == 0
        yield Case(corpus, kind, claim, hits, True, seen)
        foreign = [*names[n * 7 % len(names) :], *names] if names else []
        beside = [w for h in holding[:2] for w in _WORDS.findall(h.passage.plain) if _is_name(w, words)]
        instead = _Instead(foreign, beside[len(beside) // 2 :], subjects[n % max(1, len(subjects)) :])
        for change, altered in _changed(claim, instead, words):
            if altered and norm(altered) != norm(claim):
                yield Case(corpus, change, altered, hits, False, seen)
        if apart := tuple(h for h in study.search(claim, limit=EXCERPTS + len(known)) if h.passage.id not in known):
            yield Case(corpus, "another passage", claim, apart, False, seen)


def everything(study: Study) -> list[Hit]:
    """Every passage of a library."""
    documents = (study.documents.document(source.id) for source in study.documents.sources())
    return [Hit(p, 0.0, ()) for document in documents for p in study.reader.passages(document)]


@dataclass(frozen=True, slots=True)
class _Instead:
    """What may take the place of a name."""

    foreign: Sequence[str]
    beside: Sequence[str]  # names of the same passage
    subjects: Sequence[str]


def _changed(claim: str, instead: _Instead, words: Words) -> Iterator[tuple[str, str]]:
    yield "another number", other_number(claim, words)
    yield "another unit", other_unit(claim)
    yield "another name", other_name(claim, instead.foreign, words)
    yield "a name beside it", other_name(claim, instead.beside, words)
    yield "denied", denied(claim)
    yield "exchanged", exchanged(claim, words)
    own = subject(claim)
    other = next((s for s in instead.subjects if own and not set(words.terms(s)) & set(words.terms(claim))), "")
    yield "another subject", claim.replace(own, other, 1) if own and other else ""


def _is_name(word: str, words: Words) -> bool:
    return len(word) > 2 and word.isalpha() and word[0].isupper() and bool(words.terms(word))


def subject(claim: str) -> str:
    """What a claim opens with when that is the name of a thing."""
    found = name(claim)
    return found if claim.startswith(found) and 0 < len(found.split()) < len(claim.split()) - 2 else ""


def gold(path: Path) -> Iterator[Told]:
    """Gold answers with their evidence."""
    for row in rows(path):
        spans, answer = row["evidence"], str(row["answer"])
        if row["answerable"] and len(spans) == 1 and len(answer.split()) >= _SHORTEST:  # type: ignore[arg-type]
            yield "gold answer", _LEADS_IN.sub(lambda m: m[1].upper(), answer), str(spans[0])  # type: ignore[index]


def as_written(study: Study) -> Iterator[Told]:
    """Sentences of the documents as they read: some, and every one with a figure."""
    for source in study.documents.sources():
        document = study.documents.document(source.id)
        found = (
            (s.plain, document.text[s.start : s.end])
            for block in document.outline
            if block.kind in (BlockKind.ITEM, BlockKind.PARAGRAPH)
            for s in block.sentences
            if len(s.plain.split()) >= _SHORTEST and not s.plain.endswith(":")
        )
        for n, (plain, evidence) in enumerate(found):
            if n % _EVERY == 0 or re.search(r"(?<!\w)\d", plain):
                yield "as written", plain, evidence


_SUBJECT = re.compile(
    r"(?:Who|What) (?P<rest>(?:\w+ed|won|became|made|led|wrote|gave|took|sang|held|began|built|grew|lost|met|ran|sold|"
    r"spoke|taught|causes|caused|makes|helps|provides|contains|allows|leads) .+)\?"
)
_IS = re.compile(r"(?:What|Who) (?P<is>is|was|are|were) (?P<rest>the (?:\w+ ){1,9}\w+)\?")
_DID = re.compile(r"(?:When|Where|In what (?:year|city|country)) did (?P<rest>.+)\?")
_MANY = re.compile(r"How many (?P<of>\w+(?: \w+)?) (?:did|do|does) (?P<rest>.+)\?")


def stated(question: str, answer: str) -> str:
    """A question of SQuAD with its answer as a statement, "" when its form is none of four."""
    if m := _SUBJECT.fullmatch(question):
        return f"{answer[0].upper()}{answer[1:]} {m['rest']}."
    if m := _IS.fullmatch(question):
        return f"{m['rest'][0].upper()}{m['rest'][1:]} {m['is']} {answer}."
    if m := _DID.fullmatch(question):
        return f"{m['rest'][0].upper()}{m['rest'][1:]} in {answer}."
    if m := _MANY.fullmatch(question):
        counted = answer if m["of"].split()[0] in answer else f"{answer} {m['of']}"
        return f"{m['rest'][0].upper()}{m['rest'][1:]} {counted}."
    return ""


def squad(path: Path, most: int) -> tuple[dict[str, str], list[Told], list[tuple[str, str]]]:
    """Paragraphs by name; statements with the sentence that answers; and statements with another question's answer.

    Of the last, each comes with the sentence that answers its own question.
    """
    texts: dict[str, str] = {}
    true: list[Told] = []
    false: list[tuple[str, str]] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    for number, paragraph in enumerate(islice(_spread(articles), most)):
        context = " ".join(str(paragraph["context"]).split())
        texts[f"{number:03}"] = f"# {paragraph['title']}\n\n{context}\n"
        for qa in paragraph["qas"]:
            answer = " ".join(str(qa["answers"][0]["text"]).split())
            if claim := stated(" ".join(str(qa["question"]).split()), answer):
                evidence = _sentence(context, answer)
                true.append(("stated", claim, evidence))
                others = [" ".join(str(o["answers"][0]["text"]).split()) for o in paragraph["qas"]]
                other = next((o for o in others if _alike(o, answer)), "")
                if other:
                    false.append((stated(" ".join(str(qa["question"]).split()), other), evidence))
    return texts, true, false


def _spread(articles: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The first paragraph of each article, then the second of each, and so on."""
    for place in range(200):
        for article in articles:
            if place < len(article["paragraphs"]):
                yield {**article["paragraphs"][place], "title": str(article["title"]).replace("_", " ")}


def _alike(one: str, other: str) -> bool:
    """Whether two answers are of one kind, numbers or names, and share no word."""
    a, b = set(norm(one).split()), set(norm(other).split())
    same_kind = one[0].isdigit() == other[0].isdigit() and one[0].isupper() == other[0].isupper()
    return bool(same_kind and not a & b and abs(len(a) - len(b)) <= 2)


def _sentence(context: str, answer: str) -> str:
    found = re.split(r"(?<=[.!?]) (?=[A-Z])", context)
    return next((s for s in found if answer in s), context)


def mtrag(folder: Path) -> tuple[dict[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Passages by id; sentences of human answers, each with the passages that its question was answered from."""
    corpus = {r["_id"]: r["text"] for r in map(json.loads, (folder / "corpus.jsonl").open(encoding="utf-8"))}
    relevant: dict[str, list[str]] = {}
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        query, passage, _ = line.split("\t")
        relevant.setdefault(query, []).append(passage)
    told = []
    for row in map(json.loads, (folder / "queries.jsonl").open(encoding="utf-8")):
        held = tuple(p for p in relevant.get(row["_id"], ()) if p in corpus)
        if row["answerability"] == ["ANSWERABLE"] and held and row.get("reference"):
            told += [(s, held) for s in _SENTENCES.split(row["reference"]) if len(s.split()) >= 6]
    return corpus, told


def begin(path: Path) -> list[tuple[str, str, bool]]:
    """Knowledge, what a model said of it, and whether people found all of it there."""
    with path.open(encoding="utf-8", newline="") as file:
        found = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        labels = {"Fully attributable": True, "Not fully attributable": False}
        return [(r["knowledge"], r["response"], labels[r["begin_label"]]) for r in found if r["begin_label"] in labels]
