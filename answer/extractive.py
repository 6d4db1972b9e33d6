"""A question -> the shortest reply that can be built from verbatim words, or a refusal. Needs no language model."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.followup.rules import stand_alone
from answer.markdown import Section, render
from answer.reading.candidate import Candidate
from answer.reading.relevance import Senses, answered, read
from answer.reading.selection import select
from answer.reading.trees import threshold
from answer.reading.windows import MOST, windows_of
from answer.small_talk import is_small_talk
from claims.scoring import weighted_terms
from claims.units import Unit
from domain.linked import LINKED
from domain.ports import Documents, Embedder, OnText, Retriever, SentenceScorer, Words
from domain.replies import EVERYWHERE, Answer, Hit, Question, Reason, Refusal, Reply, Scope
from language.names import missing

NEAREST = 3  # passages shown with a refusal
CLOSE = 0.4  # cosine from which on the notes are said to touch on a question
HITS = 12  # passages that are looked at: of notes, and as many of linked pages


@dataclass(frozen=True, slots=True)
class Findings:
    """What was read for a question: its sentences, likeliest first, those chosen, and how likely they answer it."""

    candidates: Sequence[Candidate]
    groups: Sequence[Section]
    answered: float  # 0..1

    @property
    def name_held(self) -> bool:
        """Whether a name that stands in the question stands in or over one of the sentences."""
        return any(found.signs["names missing"] < found.signs["question names"] for found in self.candidates)

    @property
    def told(self) -> list[Unit]:
        """The chosen sentences in order."""
        return [unit for group in self.groups for unit in group.units]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """Enough to answer from: the question that stands alone, the hits best first, and what was read in them."""

    asked_as: str
    hits: Sequence[Hit]
    findings: Findings


@dataclass(frozen=True, slots=True)
class ExtractiveAnswerer:
    """The embedded answerer: the same question over the same library gives the same bytes."""

    retriever: Retriever
    documents: Documents
    words: Words
    scorer: SentenceScorer
    embedder: Embedder
    name: str = "extractive"

    def answer(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """Resolve, search, read, write; or refuse."""
        retrieved = self.retrieve(question)
        return retrieved if isinstance(retrieved, Refusal) else self.render_answer(question, retrieved, on_text)

    def retrieve(self, question: Question, asked_as: str = "") -> Retrieved | Refusal:
        """What there is to answer from, or why there is not enough; `asked_as` is the question that stands alone."""
        if is_small_talk(question.text, self.embedder):
            return Refusal(question, question.text, Reason.SMALL_TALK, ())
        asked_as = asked_as or self.resolve(question)
        found = self._found(asked_as, question.scope)
        if isinstance(found, Retrieved):
            return found
        if question.scope != EVERYWHERE and isinstance(wider := self._found(asked_as, EVERYWHERE), Retrieved):
            told = dict.fromkeys(unit.hit for unit in wider.findings.told)
            return Refusal(question, asked_as, Reason.ELSEWHERE, tuple(told)[:NEAREST])
        reason, nearest = found
        unknown = missing(asked_as, self.words) if reason is not Reason.EMPTY else ()
        return Refusal(question, asked_as, reason, nearest, missing=unknown)

    def _found(self, asked_as: str, scope: Scope) -> Retrieved | tuple[Reason, tuple[Hit, ...]]:
        """What there is to answer from inside a scope, or why there is not enough, and what comes closest."""
        hits = self.retriever.search(asked_as, limit=2 * HITS, scope=scope)
        findings = self.read(asked_as, hits) if hits else None
        if not hits:
            return Reason.EMPTY, ()
        if findings is None:
            return Reason.NOTHING_FOUND, tuple(hits[:NEAREST])
        if findings.answered >= threshold("enough"):
            return Retrieved(asked_as, hits, findings)
        near = max(hit.similarity for hit in hits) >= CLOSE or findings.name_held
        closest = dict.fromkeys([*(c.unit.hit for c in findings.candidates), *hits])
        return Reason.UNSUPPORTED if near else Reason.NOTHING_FOUND, tuple(closest)[:NEAREST]

    def render_answer(self, question: Question, retrieved: Retrieved, on_text: OnText | None = None) -> Answer:
        """The chosen sentences, written out."""
        draft = render(retrieved.findings.groups)
        if on_text:
            on_text(draft.text)
        return Answer(question, retrieved.asked_as, draft.text, draft.citations, self.name)

    def resolve(self, question: Question) -> str:
        """The question as it stands alone, its spelling mended."""
        return self.words.mend(stand_alone(question))

    def read(self, asked_as: str, hits: Sequence[Hit]) -> Findings | None:
        """Read the best of the hits, notes and linked pages each for themselves; None when there are no sentences."""
        question = weighted_terms(asked_as, self.words)
        notes = [hit for hit in hits if hit.passage.source.shelf != LINKED][:HITS]
        pages = [hit for hit in hits if hit.passage.source.shelf == LINKED][:HITS]
        beside = MOST // 2 if notes and pages else MOST
        windows = [*windows_of(notes, self.documents, MOST), *windows_of(pages, self.documents, beside)]
        candidates = read(question, windows, Senses(self.scorer, self.embedder, self.words))
        if not candidates:
            return None
        chosen = select(candidates)
        return Findings(candidates, chosen.groups, answered(question, candidates, chosen.told))
