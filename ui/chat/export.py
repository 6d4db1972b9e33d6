"""A reply -> Markdown with footnotes, for copying and for a file."""

import re
from typing import assert_never

from domain.conversations import Exchange
from domain.documents import Kind
from domain.replies import Answer, Citation, Refusal
from domain.wire.replies import cited_link
from ui.citations.view import led_of, trail_of, where_of


def markdown_of(exchange: Exchange) -> str:
    """The question, the answer and one footnote per citation: quote, heading trail, location."""
    reply = exchange.reply
    match reply:
        case Answer():
            notes = "\n".join(_footnote(citation) for citation in reply.citations)
            apart = "".join(f"\n- {sentence}" for sentence in reply.unsupported)
            apart = f"\n\nNot in your notes:\n{apart}" if apart else ""
            return f"## {exchange.question}\n\n{reply.text.strip()}{apart}\n\n{notes}\n"
        case Refusal():
            nearest = "\n".join(f"- {' › '.join(trail_of(h.passage))} ({where_of(h.passage)})" for h in reply.nearest)
            return f"## {exchange.question}\n\n{reply.reason.value}\n" + (
                f"\nNearest:\n\n{nearest}\n" if nearest else ""
            )
        case _:
            assert_never(reply)


def filename_of(title: str) -> str:
    """A file name that says what is inside."""
    words = re.findall(r"\w+", title.casefold())[:8]
    return f"{'-'.join(words) or 'footnote'}.md"


def _footnote(citation: Citation) -> str:
    quote = " ".join(citation.quote.split())
    passage = citation.passage
    page = f", p. {passage.page}" if passage.source.kind is Kind.PDF and passage.page else ""
    led = f". Linked from your note: {led_of(citation.linked_from)}" if citation.linked_from else ""
    return f"[^{citation.number}]: “{quote}” ({' › '.join(trail_of(passage))}{page}, {cited_link(citation)}){led}"
