"""A question -> the shortest reply that can be built from verbatim words, or a refusal. Needs no language model."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.compose import compose
from answer.evidence import is_enough, missing
from answer.followup import stand_alone
from answer.scoring import asked, in_order, score
from answer.select import select
from answer.shape import Shape, read
from answer.units import units_of
from answer.weighed import Weighed
from domain.linked import LINKED
from domain.ports import Documents, Embedder, OnText, Retriever, Words
from domain.replies import Answer, Hit, Question, Reason, Refusal, Reply

NEAREST = 3  # passages shown with a refusal
CLOSE = 0.4  # cosine from which on the notes are said to touch on a question
HITS = 12  # passages whose sentences are weighed: of notes, and as many of linked pages
SECTIONS = 3  # of the best hits, that are read whole for a question that wants a list
MOST_BESIDE = 12  # passages of a section, the first


@dataclass(frozen=True, slots=True)
class Looked:
    """Enough to answer from: the question that stands alone, the hits best first, and their sentences weighed."""

    asked_as: str
    hits: Sequence[Hit]
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class ExtractiveAnswerer:
    """The embedded answerer: the same question over the same library gives the same bytes."""

    retriever: Retriever
    documents: Documents
    words: Words
    embedder: Embedder
    name: str = "extractive"

    def answer(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """Resolve, search, weigh, write; or refuse."""
        looked = self.look(question)
        return looked if isinstance(looked, Refusal) else self.tell(question, looked, on_text)

    def look(self, question: Question, asked_as: str = "") -> Looked | Refusal:
        """What there is to answer from, or why there is not enough; `asked_as` is the question that stands alone."""
        asked_as = asked_as or self.resolve(question)
        hits = _of_each(self.retriever.search(asked_as, limit=2 * HITS, scope=question.scope))
        if not hits:
            return Refusal(question, asked_as, Reason.EMPTY)
        weighed = self.weigh(asked_as, hits)
        if weighed is None or not is_enough(weighed, self.words):
            near = weighed is not None and weighed.scored[0].under >= CLOSE
            reason = Reason.UNSUPPORTED if near else Reason.NOTHING_FOUND
            return Refusal(question, asked_as, reason, tuple(hits[:NEAREST]), missing=missing(asked_as, self.words))
        return Looked(asked_as, hits, weighed)

    def tell(self, question: Question, looked: Looked, on_text: OnText | None = None) -> Answer:
        """The chosen sentences, written out."""
        draft = compose(looked.weighed.groups)
        if on_text:
            on_text(draft.text)
        return Answer(question, looked.asked_as, draft.text, draft.citations, self.name)

    def resolve(self, question: Question) -> str:
        """The question as it stands alone, its spelling mended."""
        return self.words.mend(stand_alone(question))

    def weigh(self, asked_as: str, hits: Sequence[Hit]) -> Weighed | None:
        """Score the sentences of the hits and choose from them; None when there are no sentences."""
        question, reading = asked(asked_as, self.words), read(asked_as)
        if reading.shape is Shape.LIST:
            hits = [*hits, *self._beside(hits)]
        units = units_of(hits, self.documents)
        voices = [[u for u in units if u.linked is linked] for linked in (False, True)]
        each = [score(question, voice, self.embedder, self.words) for voice in voices]
        scored = in_order(s for voice in each for s in voice)
        return Weighed(question, reading, scored, select(reading, question, scored, self.words)) if scored else None

    def _beside(self, hits: Sequence[Hit]) -> list[Hit]:
        """The other passages of the best sections: a list is told whole, also what the question does not resemble."""
        sections = [self.documents.section(hit.passage) for hit in hits[:SECTIONS]]
        known = {hit.passage.id for hit in hits}
        others = {p.id: p for section in sections for p in section[:MOST_BESIDE] if p.id not in known}
        return [Hit(passage, 0.0, ()) for passage in others.values()]


def _of_each(hits: Sequence[Hit]) -> list[Hit]:
    """The first hits of notes and of linked pages in the order found: neither crowds out the other."""
    notes = [hit for hit in hits if hit.passage.source.shelf != LINKED][:HITS]
    pages = [hit for hit in hits if hit.passage.source.shelf == LINKED][:HITS]
    kept = {hit.passage.id for hit in [*notes, *pages]}
    return [hit for hit in hits if hit.passage.id in kept]
