"""Replies <-> plain dicts, in the one shape that the command line prints and the diary keeps."""

from dataclasses import asdict
from typing import Any, cast

from domain.chat import Usage
from domain.documents import Kind, Passage, Source
from domain.linked import LedgerEntry, LinkedFrom
from domain.replies import (
    Answer,
    Citation,
    Finder,
    Hit,
    Question,
    Reason,
    Refusal,
    Reply,
    Scope,
    Support,
    Turn,
    readable,
)
from domain.textfragment import text_fragment

Wire = dict[str, Any]  # what json.dumps takes and json.loads gives

_ROLES = {"student": "user", "tutor": "assistant"}
_SPEAKERS = {"user": "student", "assistant": "tutor"}


def deep_link(passage: Passage, span: tuple[int, int] | None = None) -> str:
    """Where a reader lands: the line of a note, the page of a PDF, the words of a web page.

    `span` is what to land on, offsets in the document; left out, it is the beginning of the passage.
    """
    location = passage.source.location
    match passage.source.kind:
        case Kind.NOTE:
            before = passage.text[: span[0] - passage.start] if span else ""
            return f"{location}#L{passage.line + before.count(chr(10))}"
        case Kind.PDF:
            return f"{location}#page={passage.page or 1}"
        case Kind.WEB:
            text = passage.text[span[0] - passage.start : span[1] - passage.start] if span else ""
            return f"{location.partition('#')[0]}#{text_fragment(text, passage.plain or passage.text)}"


def cited_link(citation: Citation) -> str:
    """Where a reader lands on the quote of a citation."""
    return deep_link(citation.passage, (citation.start, citation.end))


def passage_to_dict(passage: Passage) -> Wire:
    """A passage with its source and the link that opens it."""
    source = passage.source
    return {
        "id": passage.id,
        "source": {
            "id": source.id,
            "kind": source.kind.value,
            "title": source.title,
            "location": source.location,
            "shelf": source.shelf,
        },
        "headings": list(passage.headings),
        "above": list(passage.above),
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "line": passage.line,
        "text": passage.text,
        "plain": passage.plain,
        "url": deep_link(passage),
    }


def passage_from_dict(wire: Wire) -> Passage:
    """The passage again; `KeyError` or `ValueError` when the dict is not one of ours."""
    source = wire["source"]
    return Passage(
        source=Source(source["id"], Kind(source["kind"]), source["title"], source["location"], source.get("shelf", "")),
        start=wire["start"],
        end=wire["end"],
        text=wire["text"],
        headings=tuple(wire["headings"]),
        above=tuple(wire.get("above", ())),
        plain=wire.get("plain", ""),
        page=wire["page"],
        line=wire.get("line", 1),
    )


def hit_to_dict(hit: Hit, rank: int) -> Wire:
    """A hit at its place in the list, counted from 1."""
    return {
        "rank": rank,
        "score": hit.score,
        "found_by": list(hit.found_by),
        "similarity": hit.similarity,
        "passage": passage_to_dict(hit.passage),
    }


def hit_from_dict(wire: Wire) -> Hit:
    """The hit again."""
    found_by = cast(tuple[Finder, ...], tuple(wire["found_by"]))
    return Hit(passage_from_dict(wire["passage"]), wire["score"], found_by, wire.get("similarity", 0.0))


def citation_to_dict(citation: Citation) -> Wire:
    """A citation with its quote spelt out."""
    return {
        "number": citation.number,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "support": citation.support.value,
        "linked_from": asdict(citation.linked_from) if citation.linked_from else None,
        "passage": {**passage_to_dict(citation.passage), "url": cited_link(citation)},
    }


def citation_from_dict(wire: Wire) -> Citation:
    """The citation again; its quote is cut from the passage anew."""
    passage = passage_from_dict(wire["passage"])
    linked = wire.get("linked_from")
    origin = LinkedFrom(**{**linked, "headings": tuple(linked["headings"])}) if linked else None
    return Citation(wire["number"], passage, wire["start"], wire["end"], Support(wire["support"]), origin)


def reply_to_dict(reply: Reply, *, id: str | None = None, ms: float, first_token_ms: float) -> Wire:
    """A reply as `ask --json` prints it; `id` is the caller's own, both times are milliseconds."""
    answer = reply if isinstance(reply, Answer) else None
    refusal = reply if isinstance(reply, Refusal) else None
    return {
        "id": id,
        **_question_to_dict(reply.question),
        "asked_as": reply.asked_as,
        "status": "answered" if answer else "refused",
        "answer": answer.text if answer else "",
        "reason": refusal.reason.value if refusal else None,
        "citations": [citation_to_dict(c) for c in answer.citations] if answer else [],
        "unsupported": list(answer.unsupported) if answer else [],
        "stopped": bool(answer and answer.stopped),
        "usage": asdict(reply.usage) if reply.usage else None,
        "nearest": [hit_to_dict(hit, rank) for rank, hit in enumerate(refusal.nearest, 1)] if refusal else [],
        "missing": list(refusal.missing) if refusal else [],
        "unkept": refusal.unkept if refusal else "",
        "model": reply.model,
        "fallback": reply.fallback,
        "ms": ms,
        "first_token_ms": first_token_ms,
    }


def reply_from_dict(wire: Wire) -> Reply:
    """The reply again; `KeyError` or `ValueError` when the dict is not one of ours."""
    question, asked_as = _question_from_dict(wire), wire["asked_as"]
    if wire["status"] == "answered":
        citations = tuple(citation_from_dict(c) for c in wire["citations"])
        apart = tuple(wire.get("unsupported", ()))
        return Answer(
            question,
            asked_as,
            wire["answer"],
            citations,
            wire["model"],
            wire["fallback"],
            apart,
            _usage(wire),
            wire.get("stopped", False),
        )
    return Refusal(
        question,
        asked_as,
        Reason(wire["reason"]),
        nearest=tuple(hit_from_dict(h) for h in wire["nearest"]),
        model=wire["model"],
        fallback=wire["fallback"],
        missing=tuple(wire.get("missing", ())),
        usage=_usage(wire),
        unkept=wire.get("unkept", ""),
    )


def _usage(wire: Wire) -> Usage | None:
    told = wire.get("usage")
    return Usage(**told) if told else None


def _question_to_dict(question: Question) -> Wire:
    scope = question.scope
    return {
        "question": question.text,
        "history": [{"role": _ROLES[turn.speaker], "content": turn.text} for turn in question.history],
        "scope": {"sources": sorted(scope.sources), "kinds": sorted(scope.kinds), "section": scope.section},
    }


def _question_from_dict(wire: Wire) -> Question:
    scope = wire.get("scope", {})
    return Question(
        wire["question"],
        tuple(turn_from_dict(turn) for turn in wire.get("history", ())),
        Scope(
            frozenset(scope.get("sources", ())),
            frozenset(Kind(kind) for kind in scope.get("kinds", ())),
            scope.get("section", ""),
        ),
    )


def turn_from_dict(wire: Wire) -> Turn:
    """`{"role": "user" or "assistant", "content": …}` -> a turn; our own words for the two are taken too."""
    role, content = wire["role"], wire["content"]
    if not isinstance(content, str):
        raise TypeError("content is not a text")
    return Turn("student" if _SPEAKERS.get(role, role) == "student" else "tutor", readable(content))


def entry_to_dict(entry: LedgerEntry) -> Wire:
    """A link of the ledger as `links --json` prints it; times are ISO 8601 in UTC."""
    return {
        "url": entry.url,
        "state": entry.state.value,
        "reason": entry.reason,
        "hint": entry.hint,
        "at": entry.at.isoformat() if entry.at else None,
        "final_url": entry.final_url,
        "sources": list(entry.sources),
        "passages": entry.passages,
        "left_out": entry.left_out,
        "places": [{"source": p.source_id, "line": p.line, "label": p.label} for p in entry.places],
        "changes": [{"source": c.source_id, "at": c.at.isoformat(), "diff": c.diff} for c in entry.changes],
        "section": entry.section,
        "saved": entry.saved or None,
    }
