"""A question -> the shortest reply that can be built from verbatim words, or a refusal. Needs no language model."""

from dataclasses import dataclass

from answer.compose import compose
from answer.followup import stand_alone
from answer.scoring import asked, score
from answer.select import select
from answer.shape import read
from answer.units import units_of
from domain.ports import Documents, Embedder, OnText, Retriever, Words
from domain.replies import Answer, Question, Reason, Refusal, Reply

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
        draft = compose(select(read(asked_as), weighed, scored, self.words))
        if on_text:
            on_text(draft.text)
        return Answer(question, asked_as, draft.text, draft.citations, self.name)
