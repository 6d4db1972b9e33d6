"""Gold questions and what was found or answered -> figures. Pure; knows nothing about how either came about."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, median

from domain.replies import Answer, Hit, Refusal, Reply, markers, without_markers


@dataclass(frozen=True, slots=True)
class Gold:
    """A question with the words that answer it (none when the notes do not)."""

    id: str
    type: str
    question: str
    history: tuple[tuple[str, str], ...]
    evidence: tuple[str, ...]
    keywords: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the notes hold the answer."""
        return bool(self.evidence)


def norm(text: str) -> str:
    """Lower-case words alone: markup and punctuation do not count."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def holds(gold: Gold, text: str) -> bool:
    """Whether any gold span stands in a text."""
    return any(norm(span) in norm(text) for span in gold.evidence)


def recall_within(gold: Gold, hits: Sequence[Hit], budget: int) -> bool:
    """Whether a gold span lies in the first `budget` characters retrieved; longer passages are no advantage."""
    for hit in hits:
        if holds(gold, hit.passage.text[:budget]):
            return True
        budget -= len(hit.passage.text)
        if budget <= 0:
            return False
    return False


def rank(gold: Gold, hits: Sequence[Hit]) -> int | None:
    """The place, from 1, of the first hit with a gold span."""
    return next((n for n, hit in enumerate(hits, 1) if holds(gold, hit.passage.text)), None)


def search_figures(found: Sequence[tuple[Gold, Sequence[Hit]]]) -> dict[str, float]:
    """Retrieval figures over the answerable questions."""
    rows = [(gold, hits) for gold, hits in found if gold.answerable]
    ranks = [rank(gold, hits) for gold, hits in rows]
    return {
        "recall_1000": fmean(recall_within(g, h, 1000) for g, h in rows),
        "recall_2000": fmean(recall_within(g, h, 2000) for g, h in rows),
        "recall_at_5": fmean(r is not None and r <= 5 for r in ranks),
        "mrr": fmean(1 / r if r else 0.0 for r in ranks),
        "mean_passage_chars": fmean(len(hit.passage.text) for _, hits in rows for hit in hits),
    }


def is_right(gold: Gold, reply: Reply) -> bool:
    """Whether the answer holds every keyword of the gold answer."""
    return isinstance(reply, Answer) and all(norm(k) in norm(without_markers(reply.text)) for k in gold.keywords)


def is_grounded(gold: Gold, reply: Reply) -> bool:
    """Whether a quote covers half of the words of a gold span."""
    quotes = [set(norm(c.quote).split()) for c in reply.citations] if isinstance(reply, Answer) else []
    return any(_share(norm(span).split(), quote) >= 0.5 for span in gold.evidence for quote in quotes)


def _share(words: Sequence[str], quote: set[str]) -> float:
    return sum(w in quote for w in words) / len(words) if words else 0.0


def ask_figures(replies: Sequence[tuple[Gold, Reply]]) -> dict[str, float]:
    """Answer and refusal figures; laws that cannot break are counted all the same."""
    good = [(g, r) for g, r in replies if g.answerable]
    bad = [r for g, r in replies if not g.answerable]
    answers = [r for _, r in replies if isinstance(r, Answer)]
    told = [r for _, r in good if isinstance(r, Answer)]
    return {
        "right": fmean(is_right(g, r) for g, r in good),
        "cites_gold_evidence": fmean(is_grounded(g, r) for g, r in good),
        "quotes_verbatim": fmean(c.quote in c.passage.text for r in answers for c in r.citations),
        "markers_match_citations": fmean(set(markers(r.text)) == {c.number for c in r.citations} for r in answers),
        "refused_unanswerable": fmean(isinstance(r, Refusal) for r in bad) if bad else float("nan"),
        "refused_answerable": fmean(isinstance(r, Refusal) for _, r in good),
        "median_words": float(median(len(r.text.split()) for r in told)),
    }


def late(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(seconds)[int(0.95 * (len(seconds) - 1))]


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """The chance that a random good score is above a random bad one; ties count half (Mann and Whitney 1947)."""
    below, wins = 0, 0.0
    both = sorted([(score, True) for score in good] + [(score, False) for score in bad])
    for _, tied in groupby(both, key=lambda row: row[0]):
        flags = [flag for _, flag in tied]
        wins += sum(flags) * (below + (len(flags) - sum(flags)) / 2)
        below += len(flags) - sum(flags)
    return wins / (len(good) * len(bad))
