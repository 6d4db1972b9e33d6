"""A JSON object out of a reply: what is asked for in words, how it is found, and what is said when it does not fit."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from domain.chat import Message

_ASKED = "Reply with one JSON object that fits this JSON schema, and nothing else:\n{schema}"
_AGAIN = "That does not fit: {fault}. Reply with the corrected JSON object, and nothing else."


class NotFitting(Exception):
    """A reply holds no object that fits the schema."""


def asked_for(messages: Sequence[Message], schema: Mapping[str, Any]) -> list[Message]:
    """The messages with the wish for JSON at the end of the last one: not every server can be told otherwise."""
    wish = _ASKED.format(schema=json.dumps(schema, ensure_ascii=False))
    *before, last = messages
    return [*before, Message(last.role, f"{last.content}\n\n{wish}")]


def asked_again(messages: Sequence[Message], reply: str, fault: NotFitting) -> list[Message]:
    """The messages, the reply, and what is wrong with it."""
    return [*messages, Message("assistant", reply), Message("user", _AGAIN.format(fault=fault))]


def object_in(reply: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The first object of a reply that fits, whatever stands around it; `NotFitting` when there is none."""
    decoder, fault, at = json.JSONDecoder(), NotFitting("it is not a JSON object"), reply.find("{")
    while at >= 0:
        try:
            found, end = decoder.raw_decode(reply, at)
        except (ValueError, RecursionError):
            at = reply.find("{", at + 1)
            continue
        error = best_match(Draft202012Validator(schema).iter_errors(found))
        if error is None:
            return dict(found)
        fault = NotFitting(f"{error.json_path}: {error.message[:200]}")
        at = reply.find("{", end)
    raise fault
