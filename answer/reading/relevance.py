"""A question and windows -> how likely each sentence belongs to the answer, and how likely there is one at all.

The sentence scorer reads question and window together. Boosted trees weigh what it says with what retrieval found, how
many of the question's words a sentence holds, and what stands around it; of what is not written in Latin letters the
scorer reads nothing, so there the trees go by words. `python -m evals.reading.calibrate` fits them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from answer.reading.candidate import Candidate
from answer.reading.second_look import signs_among
from answer.reading.trees import Trees, fitted
from answer.reading.windows import Window
from claims.scoring import WeightedTerms
from claims.units import Unit
from domain.documents import BlockKind
from domain.outline import ancestors
from domain.ports import Embedder, SentenceScorer, WindowScores, Words
from language.names import names
from language.scripts import latin_share

NONE = -9.0  # the logit of a sentence that is not there
EMBEDDED = 8  # sentences, the likeliest by their scores and as many by their words, that are compared in meaning
NEAR = 2  # how many names of the trail stand near a sentence; those further up say less of it
_KINDS = (BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.ROW, BlockKind.CODE, BlockKind.QUOTE)


@dataclass(frozen=True, slots=True)
class Senses:
    """What sentences are read with."""

    scorer: SentenceScorer
    embedder: Embedder
    words: Words


def read(question: WeightedTerms, windows: Sequence[Window], senses: Senses) -> list[Candidate]:
    """Every sentence of the windows with its chance, likeliest first; equal ones in reading order.

    Each is weighed by itself first, then among the others.
    """
    return weighed(candidates_in(question, windows, senses), fitted("first look"), fitted("second look"))


def weighed(candidates: Sequence[Candidate], alone: Trees, among: Trees) -> list[Candidate]:
    """Candidates with the chances that trees for both looks give, likeliest first."""
    return seen_again(seen(candidates, alone), among)


def seen(candidates: Sequence[Candidate], trees: Trees) -> list[Candidate]:
    """Candidates with the chance that each has by itself."""
    return [replace(c, chance=round(trees.chance(c.signs), 6)) for c in candidates]


def seen_again(candidates: Sequence[Candidate], trees: Trees) -> list[Candidate]:
    """Candidates with the chance that each has among all of them, likeliest first."""
    found = [
        replace(candidate, chance=round(trees.chance(signs), 6))
        for candidate, signs in zip(candidates, signs_among(candidates), strict=True)
    ]
    return sorted(found, key=lambda c: (-c.chance, c.unit.place))


def candidates_in(question: WeightedTerms, windows: Sequence[Window], senses: Senses) -> list[Candidate]:
    """Every sentence of the windows with its signs, in the order of the windows."""
    if not windows:
        return []
    scores = senses.scorer.score(question.text, [(window.trail, window.told) for window in windows])
    found = [c for n, window in enumerate(windows) for c in _inside(question, window, n, scores[n], senses.words)]
    if not found:
        return []
    meaning = _meaning(question, found, senses.embedder)
    return [
        replace(c, signs={**c.signs, **beside, "meaning": near, "meaning behind": round(near - max(meaning), 4)})
        for c, beside, near in zip(found, _beside(found), meaning, strict=True)
    ]


def _meaning(question: WeightedTerms, found: Sequence[Candidate], embedder: Embedder) -> list[float]:
    """Cosines of the question and each sentence; of those neither scorer nor words speak for, that of the passage."""
    by_score = sorted(range(len(found)), key=lambda n: (-found[n].score, n))[:EMBEDDED]
    by_words = sorted(
        range(len(found)), key=lambda n: (-found[n].signs["own words"] - found[n].signs["similarity"], n)
    )[:EMBEDDED]
    places = list(dict.fromkeys([*by_score, *by_words]))
    vectors = embedder.embed([question.text, *(found[n].unit.plain for n in places)])
    cosines = dict(zip(places, (vectors[1:] @ vectors[0]).tolist(), strict=True))
    return [round(cosines.get(n, candidate.signs["similarity"]), 4) for n, candidate in enumerate(found)]


def _inside(
    question: WeightedTerms, window: Window, number: int, scores: WindowScores, words: Words
) -> Iterator[Candidate]:
    """The sentences of a window with what can be said of each by itself."""
    sentences = (NONE, *scores.sentences, NONE)
    named, latin = names(question.text, words), latin_share(question.text)
    for n, unit in enumerate(window.units):
        own = set(words.terms(unit.plain))
        near = set(words.terms(" ".join(unit.trail[-NEAR:]))) - own
        far = set(words.terms(" ".join((unit.document.source.title, *unit.trail)))) - own - near
        yield Candidate(
            unit,
            number,
            {
                "score": sentences[n + 1],
                "score before": sentences[n],
                "score after": sentences[n + 2],
                "window score": scores.window,
                "window": number,
                "place in window": n,
                "sentences in window": len(window.units),
                "own words": question.share(own),
                "words near": question.share(near),
                "words far": question.share(far),
                "names missing": question.share(named - own - near - far),
                "found": unit.hit.score,
                "similarity": unit.hit.similarity,
                "length": len(unit.plain.split()),
                "digits": any(c.isdigit() for c in unit.plain),
                "introduces": unit.plain.rstrip().endswith(":"),
                "asks": unit.plain.rstrip(" *_)\"'”’").endswith("?"),
                "latin": latin_share(unit.plain),
                "question latin": latin,
                "question length": len(question.weights),
                "question names": question.share(named),
                "question unknown": sum(w for term, w in question.weights.items() if not words.knows(term)),
                **_form(unit),
            },
        )


def _form(unit: Unit) -> dict[str, float]:
    """What kind of block a sentence stands in, and how deep."""
    outline = unit.document.outline
    depth = sum(outline[above].kind is BlockKind.ITEM for above in ancestors(unit.document, unit.block))
    return {"depth": depth, **{kind.value: outline[unit.block].kind is kind for kind in _KINDS}}


def _beside(found: Sequence[Candidate]) -> Iterator[dict[str, float]]:
    """How each sentence stands beside all others, those of its block, and those under the same parent."""
    blocks, parents = defaultdict[object, list[float]](list), defaultdict[object, list[float]](list)
    for candidate in found:
        blocks[candidate.block].append(candidate.score)
        parents[candidate.parent].append(candidate.score)
    order = sorted(range(len(found)), key=lambda n: -found[n].score)
    ranks = {n: rank for rank, n in enumerate(order)}
    best = max(c.score for c in found)
    window = max(c.signs["window score"] for c in found)
    own = max(c.signs["own words"] for c in found)
    for n, candidate in enumerate(found):
        block, parent = candidate.block, candidate.parent
        yield {
            "rank": ranks[n],
            "best score": best,
            "behind the best": candidate.score - best,
            "best window": window,
            "window behind": candidate.signs["window score"] - window,
            "words behind": candidate.signs["own words"] - own,
            "best of block": max(blocks[block]),
            "best of siblings": max(parents[parent]),
            "mean of siblings": round(fmean(parents[parent]), 4),
            "siblings": len(parents[parent]),
        }


def answered(question: WeightedTerms, candidates: Sequence[Candidate], told: Sequence[Candidate]) -> float:
    """How likely what is told is an answer, 0..1."""
    return round(fitted("answer").chance(answer_signs(question, candidates, told)), 6)


def answer_signs(
    question: WeightedTerms, candidates: Sequence[Candidate], told: Sequence[Candidate]
) -> dict[str, float]:
    """What speaks for and against there being an answer; `candidates` come likeliest first."""
    first, chances = candidates[0], [c.chance for c in candidates[:4]]
    return {
        "best chance": first.chance,
        "next chance": chances[1] if len(chances) > 1 else 0.0,
        "chances": round(sum(chances), 6),
        "best score": first.signs["best score"],
        "best window": first.signs["best window"],
        "similarity": max(c.signs["similarity"] for c in candidates),
        "words told": max(_held(c) for c in told),
        "names missing": min(c.signs["names missing"] for c in told),
        "told": len(told),
        "first score": first.score,
        "first words": first.signs["own words"],
        "first similarity": first.signs["similarity"],
        "first digits": first.signs["digits"],
        "first meaning": first.signs["meaning"],
        "best meaning": round(first.signs["meaning"] - first.signs["meaning behind"], 4),
        "latin": first.signs["latin"],
        "question latin": first.signs["question latin"],
        "question length": len(question.weights),
        "question names": first.signs["question names"],
        "question unknown": first.signs["question unknown"],
    }


def _held(candidate: Candidate) -> float:
    return sum(candidate.signs[name] for name in ("own words", "words near", "words far"))
