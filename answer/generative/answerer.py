"""A question -> an answer that a language model writes and code verifies; else the notes' own words, saying why."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace

from answer.extractive import ExtractiveAnswerer, Retrieved
from answer.followup.model import condensed
from answer.generative.stream import AnswerStream
from answer.generative.verifier import Verifier, plain_of
from claims.units import units_of
from domain.chat import ChatFailed, ChatModel, Message, Usage
from domain.documents import Passage
from domain.ports import OnText, Stopped, Words
from domain.replies import Answer, Hit, Question, Refusal, Reply
from prompts.excerpts import Fence, fenced, fitting, random_fence, safe_fence, tokens
from prompts.render import messages

EXCERPTS = 8  # passages that a model is given at most: more of them dilute what matters
REPLY = 800  # tokens kept free for the reply, or a third of a small window
TOPICAL = 0.3  # cosine of a sentence with the question from which it may be shown apart
LEAST = 2  # terms of a sentence that may be shown apart: "Yes." alone says nothing
NOTHING_HELD = "Nothing it wrote rests on your notes. These are their own words; another model may do better."


@dataclass(frozen=True, slots=True)
class GenerativeAnswerer:
    """Writes through a model; nothing reaches the answer that does not rest on words of the notes."""

    model: ChatModel
    extractive: ExtractiveAnswerer
    drop_unsupported: bool = False  # leave out what rests on nothing, instead of setting it apart
    fence: Fence = random_fence

    @property
    def name(self) -> str:
        """What the student is told answered."""
        return self.model.name

    def answer(self, question: Question, /, on_text: OnText | None = None) -> Reply:
        """Resolve, look, let the model write, verify; on any failure the extractive reply with the reason.

        When `on_text` raises `Stopped`, what is verified by then is the answer; if nothing is, it is raised on.
        """
        hand = _Hand(on_text)
        try:
            asked_as, spent = condensed(question, self.model, self.extractive, self.fence, lambda: hand(""))
        except ChatFailed as failed:
            return self._without(question, self.extractive.retrieve(question), why(failed), on_text)
        retrieved = self.extractive.retrieve(question, asked_as)
        if isinstance(retrieved, Refusal):  # no model had a say in it
            return replace(retrieved, usage=spent)
        try:
            written, used = self._draft(retrieved, hand)
        except ChatFailed as failed:
            return self._without(question, retrieved, why(failed), hand.unused, spent)
        spent = spent + used if spent else used
        if not written.citations:
            return self._without(question, retrieved, NOTHING_HELD, hand.unused, spent)
        return self._answer(question, retrieved.asked_as, written, spent)

    def _without(
        self,
        question: Question,
        retrieved: Retrieved | Refusal,
        reason: str,
        on_text: OnText | None,
        spent: Usage | None = None,
    ) -> Reply:
        """What the notes say without the model, why, and what it took all the same."""
        reply = (
            retrieved if isinstance(retrieved, Refusal) else self.extractive.render_answer(question, retrieved, on_text)
        )
        return replace(reply, fallback=reason, usage=spent)

    def _draft(self, retrieved: Retrieved, hand: "_Hand") -> tuple[AnswerStream, Usage]:
        """What the model writes, verified, and what it took."""
        extractive, passages = self.extractive, _likeliest(retrieved)
        prompt, count = self._prompt(retrieved.asked_as, passages)
        units = units_of([Hit(p, 0.0, ()) for p in passages], extractive.documents)
        verifier = Verifier(units, extractive.embedder, extractive.words)
        written = AnswerStream(verifier, passages[:count], framing(retrieved.asked_as, extractive.words))
        # a model is silent at first: time to embed the excerpts; what this thread does not manage, the sentences do
        with ThreadPoolExecutor(1) as beside, closing(self.model.stream(prompt)) as stream:
            beside.submit(verifier.get_ready)
            try:
                for piece in stream:
                    hand(written.more(piece))
                hand(written.end())
            except Stopped:
                if not written.citations:
                    raise
                written.stopped = True
        return written, stream.usage

    def _answer(self, question: Question, asked_as: str, written: AnswerStream, spent: Usage) -> Answer:
        apart = () if self.drop_unsupported else self._worth_showing(asked_as, written)
        text, cited = written.text.strip(), tuple(written.citations)
        return Answer(question, asked_as, text, cited, self.name, None, apart, spent, written.stopped)

    def _prompt(self, asked_as: str, passages: Sequence[Passage]) -> tuple[tuple[Message, ...], int]:
        """The messages, and how many of the passages stand in them: as many whole ones as the window holds."""
        bare = messages("answer", fence="", excerpts="", question=asked_as)
        room = self.model.window - sum(tokens(m.content) for m in bare) - min(REPLY, self.model.window // 3)
        shown = fitting(passages, room)
        fence = safe_fence(self.fence, [*shown, asked_as])
        return messages("answer", fence=fence, excerpts=fenced(shown, fence), question=asked_as), len(shown)

    def _worth_showing(self, asked_as: str, written: AnswerStream) -> tuple[str, ...]:
        """The unsupported sentences that speak of the question: in meaning, and in a word of it or of the answer."""
        words = self.extractive.words
        known = {*words.terms(asked_as), *words.terms(written.text)}
        terms = {text: set(words.terms(plain_of(text))) for text in written.apart}
        kept = [text for text, own in terms.items() if len(own) >= LEAST and own & known]
        vectors = self.extractive.embedder.embed([asked_as, *map(plain_of, kept)])
        near = (vectors[1:] @ vectors[0]).tolist()
        return tuple(text for text, cosine in zip(kept, near, strict=True) if cosine >= TOPICAL)


class _Hand:
    """Hands text out, and knows whether any was; a call with nothing lets whoever listens stop the writing."""

    def __init__(self, on_text: OnText | None) -> None:
        self._on_text, self._used = on_text, False

    def __call__(self, text: str) -> None:
        self._used = self._used or bool(text)
        if self._on_text:
            self._on_text(text)

    @property
    def unused(self) -> OnText | None:
        """Who listens, when nothing was said yet."""
        return None if self._used else self._on_text


def why(failed: ChatFailed) -> str:
    """Why a model did not answer and what to do, in one line."""
    return f"{failed.message} {failed.hint}".strip()


def framing(asked_as: str, words: Words) -> Callable[[str], bool]:
    """Whether a sentence only introduces what follows, in the words of the question and such as "kinds"."""
    known = {*words.terms(asked_as), *words.terms(_FRAME)}
    return lambda text: plain_of(text).endswith(":") and known.issuperset(words.terms(plain_of(text)))


_FRAME = "according answer based excerpts following follows here include list main mean notes question types ways kinds"


def _likeliest(retrieved: Retrieved) -> list[Passage]:
    """The passages that the extractive answer is made of, then those of the next best sentences."""
    units = [*retrieved.findings.told, *(c.unit for c in retrieved.findings.candidates)]
    return list({u.passage.id: u.passage for u in units}.values())[:EXCERPTS]
