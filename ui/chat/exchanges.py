"""An exchange -> the view that the citation component draws."""

from functools import lru_cache
from typing import assert_never

from domain.conversations import Exchange
from domain.preferences import EXTRACTIVE
from domain.replies import Answer, Reason, Refusal, Support
from ui.chat.export import filename_of, markdown_of
from ui.citations.markup import safe_html
from ui.citations.view import View, footnote_card, footnote_label, passage_card
from ui.errors import plain

_KEPT = {
    Reason.STOPPED: "You stopped it",
    Reason.EMPTY: "Not looked up",
    Reason.SMALL_TALK: "Not looked up",
    Reason.ELSEWHERE: "Look everywhere to have it answered",
}


@lru_cache(maxsize=512)  # a rerun draws the same exchanges again
def view_of(exchange: Exchange) -> View:
    """Everything there is to show of a question and its reply."""
    reply = exchange.reply
    match reply:
        case Answer():
            return _answered(exchange, reply)
        case Refusal():
            return _refused(exchange, reply)
        case _:
            assert_never(reply)


def _answered(exchange: Exchange, answer: Answer) -> View:
    return View(
        question=exchange.question,
        html=safe_html(
            answer.text,
            {c.number: footnote_label(c) for c in answer.citations},
            weak={c.number for c in answer.citations if c.support is Support.WEAK},
            links=answer.model == EXTRACTIVE,
        ),
        apart=safe_html("\n".join(f"- {sentence}" for sentence in answer.unsupported), {}, links=False),
        footnotes=tuple(footnote_card(citation) for citation in answer.citations),
        notes=_notes(exchange, f"Answered from your notes by: {answer.model}"),
        markdown=markdown_of(exchange),
        filename=filename_of(exchange.question),
    )


def _refused(exchange: Exchange, refusal: Refusal) -> View:
    missing = f"\n\nThey say nothing about {_listed(refusal.missing)}." if refusal.missing else ""
    return View(
        question=exchange.question,
        html=safe_html(f"{refusal.reason.value}{missing}", {}),
        cards=tuple(passage_card(hit.passage) for hit in refusal.nearest),
        cards_title=_cards_title(refusal),
        notes=_notes(exchange, _kept(refusal)),
    )


def _kept(refusal: Refusal) -> str:
    if refusal.unkept:
        return f"It could not be kept as a to-do: {refusal.unkept}"
    return _KEPT.get(refusal.reason, "Kept as a study to-do")


def _cards_title(refusal: Refusal) -> str:
    found = "Elsewhere in your notes" if refusal.reason is Reason.ELSEWHERE else "What comes closest"
    return found if refusal.nearest else ""


def _notes(exchange: Exchange, first: str) -> tuple[str, ...]:
    reply = exchange.reply
    notes = [first, f"{exchange.seconds:.1f} s" if exchange.seconds >= 1 else f"{max(exchange.seconds, 0.01):.2f} s"]
    if reply.usage and (used := str(reply.usage)):
        notes.append(used)
    if reply.asked_as and reply.asked_as != exchange.question:
        notes.append(f"Read as: {reply.asked_as}")
    stopped = ("You stopped it here",) if isinstance(reply, Answer) and reply.stopped else ()
    failed = (f"Without the chosen model: {reply.fallback}",) if reply.fallback else ()
    return (*stopped, *failed, *notes)


def _listed(words: tuple[str, ...]) -> str:
    quoted = [f"“{plain(word)}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
