"""A question -> the shortest reply that can be built from verbatim words, or a refusal. Needs no language model."""

from dataclasses import dataclass

from answer.compose import compose
from answer.evidence import is_enough, missing
from answer.followup import stand_alone
from answer.scoring import asked, score
from answer.select import select
from answer.shape import read
from answer.units import units_of
from domain.ports import Documents, Embedder, OnText, Retriever, Words
from domain.replies import Answer, Question, Reason, Refusal, Reply

NEAREST = 3  # passages shown with a refusal
CLOSE = 0.4  # cosine from which on the notes are said to touch on a question
HITS = 12  # passages whose sentences are weighed


@dataclass(frozen=True, slots=True)
class ExtractiveAnswerer:
    """The embedded answerer: the same question over the same library gives the same bytes."""

    retriever: Retriever
    documents: Documents
    words: Words
    embedder: Embedder
    name: str = "extractive"

    def answer(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """Resolve, search, weigh, select, write."""
        asked_as = self.words.mend(stand_alone(question))
        hits = self.retriever.search(asked_as, limit=HITS, scope=question.scope)
        if not hits:
            return Refusal(question, asked_as, Reason.EMPTY)
        weighed = asked(asked_as, self.words)
        scored = score(weighed, units_of(hits, self.documents), self.embedder, self.words)
        if not scored:
            return Refusal(question, asked_as, Reason.NOTHING_FOUND, tuple(hits[:NEAREST]))
        reading = read(asked_as)
        groups = select(reading, weighed, scored, self.words)
        told = [unit for group in groups for unit in group.units]
        if not is_enough(weighed, reading, scored, told, self.words):
            reason = Reason.UNSUPPORTED if scored[0].under >= CLOSE else Reason.NOTHING_FOUND
            return Refusal(question, asked_as, reason, tuple(hits[:NEAREST]), missing=missing(asked_as, self.words))
        draft = compose(groups)
        if on_text:
            on_text(draft.text)
        return Answer(question, asked_as, draft.text, draft.citations, self.name)
