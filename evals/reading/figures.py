"""Replies to reading questions -> how complete they are, what is beside the point, and what was refused. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from domain.replies import Answer, Reply
from evals.reading.sets import ReadingQuestion

SHARE = 0.6  # of a slice's words that one quote must hold for the slice to count as told
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """What one reply is worth."""

    question: ReadingQuestion
    refused: bool
    told: int = 0  # of the slices that answer
    quotes: int = 0
    beside: int = 0  # quotes that hold no slice that answers or is fine, and are held by none
    words: int = 0

    @property
    def complete(self) -> bool:
        """Whether all that answers is told."""
        return not self.refused and self.told == len(self.question.evidence)


def judge(question: ReadingQuestion, reply: Reply) -> Judged:
    """Hold a reply against the slices of its question."""
    if not isinstance(reply, Answer):
        return Judged(question, True)
    quotes = [words(quote) for quote in dict.fromkeys(citation.quote for citation in reply.citations)]
    wanted = [words(piece) for piece in question.evidence]
    fine = [*wanted, *map(words, question.also_ok)]
    told = sum(any(holds(quote, piece) for quote in quotes) for piece in wanted)
    beside = sum(not any(holds(quote, piece) or holds(piece, quote) for piece in fine) for quote in quotes)
    return Judged(question, False, told, len(quotes), beside, len(reply.text.split()))


def words(text: str) -> list[str]:
    """The words of a text in lower case; a character each where a script has no spaces."""
    return _WORD.findall(re.sub(r"\[\^\d+\]", " ", text.lower()))


def holds(quote: Sequence[str], piece: Sequence[str]) -> bool:
    """Whether most words of a piece stand in a quote."""
    held = set(quote)
    return bool(piece) and sum(word in held for word in piece) >= SHARE * len(piece)


def figures(judged: Sequence[Judged]) -> Mapping[str, float]:
    """Shares of the answerable, of the quotes, and of what has no answer."""
    good = [j for j in judged if j.question.answerable]
    bad = [j for j in judged if not j.question.answerable]
    answered = [j for j in good if not j.refused]
    return {
        "answerable": len(good),
        "complete": sum(j.complete for j in good) / max(1, len(good)),
        "partly": sum(bool(j.told) and not j.complete for j in good) / max(1, len(good)),
        "wrongly_refused": sum(j.refused for j in good) / max(1, len(good)),
        "off_topic": sum(j.beside for j in answered) / max(1, sum(j.quotes for j in answered)),
        "median_words": float(median([j.words for j in answered] or [0])),
        "unanswerable": len(bad),
        "rightly_refused": sum(j.refused for j in bad) / max(1, len(bad)),
    }
