"""A draft while it is written -> the text of an answer, sentence by sentence: each verified as soon as it is closed.

What is handed out only grows. The words of the sentence being written come as they come; its marker comes when the
sentence is closed and rests on something. A sentence that rests on nothing is taken out of the answer in the end. When
the excerpts ask for something, a model may do it: then no word is handed out before its sentence is verified.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from answer.generative.draft import Sentence, sentences
from answer.generative.verifier import Verified, Verifier, plain_of
from domain.documents import Passage
from domain.replies import Citation, Support

Framing = Callable[[str], bool]  # whether a sentence says nothing of the subject, as "Here are the kinds:" does


@dataclass
class AnswerStream:
    """The answer so far."""

    verifier: Verifier
    excerpts: Sequence[Passage]  # number 1 first
    is_framing: Framing
    text: str = ""  # of what is kept, with our markers
    citations: list[Citation] = field(default_factory=list)
    apart: list[str] = field(default_factory=list)  # sentences that rest on nothing, and follow no order
    stopped: bool = False  # nobody wanted the rest; a sentence that was not closed is no part of it
    _draft: str = ""
    _closed: int = 0  # sentences of the draft that are done
    _shown: str = ""  # of the sentence being written, as handed out
    _lead: str = ""  # of what was taken out: the next sentence stands in its place
    _intro: str = ""  # "The ways are:", kept if anything follows

    def more(self, piece: str) -> str:
        """What to hand out after a further piece of the draft."""
        self._draft += piece
        return self._go_on(ended=False) if self._draft.strip() else ""  # before the first word there is no sentence

    def end(self) -> str:
        """What to hand out last."""
        return self._go_on(ended=True)

    def _go_on(self, *, ended: bool) -> str:
        out = ""
        for sentence in sentences(self._draft, ended=ended)[self._closed :]:
            if not (ended or sentence.closed):
                return out + self._open(sentence)
            out += self._close(sentence)
            self._closed += 1
            self._shown = ""
        return out

    def _open(self, sentence: Sentence) -> str:
        """More of the words of the sentence that is being written."""
        words = sentence.lead + sentence.text
        if self.verifier.wary or sentence.linked or sentence.code or not words.startswith(self._shown):
            return ""
        new, self._shown = words[len(self._shown) :], words
        return new

    def _close(self, sentence: Sentence) -> str:
        if not plain_of(sentence.text):
            self._lead = "\n\n" if "\n" in sentence.lead else self._lead
            return "\n" if self.text and "\n" in sentence.lead else ""
        rest = (sentence.lead + sentence.text)[len(self._shown) :]
        lead = _joined(self._lead, sentence.lead)
        if not sentence.code and self.is_framing(sentence.text):
            self._intro, self._lead = lead + sentence.text, ""
            return rest
        verified = self.verifier.verify(sentence.text, self._meant(sentence))
        if verified.support is Support.UNSUPPORTED or sentence.code:
            self._lead = lead
            return self._set_apart(sentence, verified, rest)
        marks = self._cite(verified)
        self.text += self._intro + lead + sentence.text + marks
        self._lead = self._intro = ""
        return rest + marks

    def _set_apart(self, sentence: Sentence, verified: Verified, rest: str) -> str:
        if verified.echoes or sentence.linked or sentence.code:
            return ""
        self.apart.append(sentence.text)
        return "" if self.verifier.wary else rest

    def _meant(self, sentence: Sentence) -> set[str]:
        return {self.excerpts[n - 1].id for n in sentence.cited if 0 < n <= len(self.excerpts)}

    def _cite(self, verified: Verified) -> str:
        marks = ""
        for window in verified.windows:
            start, end = window.span
            number = len(self.citations) + 1
            self.citations.append(Citation(number, window.units[0].passage, start, end, verified.support))
            marks += f"[^{number}]"
        return marks


def _joined(before: str, lead: str) -> str:
    """The lead of a sentence that stands where another was taken out, or after a blank line."""
    if "\n" not in lead:
        return before or lead
    return "\n" * max(before.count("\n"), lead.count("\n")) + lead.lstrip("\n")
