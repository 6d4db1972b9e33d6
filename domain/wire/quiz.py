"""Quiz items <-> plain dicts, in the one shape that `quiz --json` prints and the study state keeps."""

from dataclasses import asdict

from domain.quiz import Item, ItemKind, Quiz, Why
from domain.wire.replies import Wire, citation_from_dict, citation_to_dict


def item_to_dict(item: Item) -> Wire:
    """An item with its evidence; cloze and short items have no options and say which answers are accepted."""
    return {
        "id": item.id,
        "kind": item.kind.value,
        "stem": item.stem,
        "options": list(item.options),
        "key": list(item.key),
        "why": [why_to_dict(why) for why in item.why],
        "citation": citation_to_dict(item.citation),
        "headings": list(item.headings),
        "difficulty": item.difficulty,
        "task": item.task,
        "accepted": list(item.accepted),
        "prompts": list(item.prompts),
        "topic": item.topic,
        "made_by": item.made_by,
    }


def item_from_dict(wire: Wire) -> Item:
    """The item again; `KeyError` or `ValueError` when the dict is not one of ours."""
    return Item(
        id=wire["id"],
        kind=ItemKind(wire["kind"]),
        stem=wire["stem"],
        citation=citation_from_dict(wire["citation"]),
        options=tuple(wire["options"]),
        key=tuple(wire["key"]),
        why=tuple(Why(w["option"], w["text"], citation_from_dict(w["citation"])) for w in wire["why"]),
        accepted=tuple(wire.get("accepted", ())),
        prompts=tuple(wire.get("prompts", ())),
        topic=wire.get("topic", ""),
        difficulty=wire["difficulty"],
        task=wire["task"],
        made_by=wire.get("made_by", "extractive"),
    )


def why_to_dict(why: Why) -> Wire:
    """Why one option is right or wrong."""
    return {"option": why.option, "text": why.text, "citation": citation_to_dict(why.citation)}


def quiz_to_dict(quiz: Quiz) -> Wire:
    """A quiz as `quiz --json` prints it."""
    return {
        "items": [item_to_dict(item) for item in quiz.items],
        "rejected": [{"stem": r.stem, "reason": r.reason} for r in quiz.rejected],
        "fallback": quiz.fallback or None,
        "usage": asdict(quiz.usage) if quiz.usage else None,
    }
