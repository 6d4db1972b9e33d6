"""A text of a note or page -> whether it gives orders to whoever writes the answer. Such words support nothing.

A student's notes are full of orders to people ("use", "remember"), so only those count that speak of the reply, its
writer or its rules. What slips through is still only text: it can be quoted, but not obeyed.
"""

import re
from collections.abc import Sequence

from claims.units import Unit
from domain.documents import BlockKind
from domain.outline import ancestors

_ASKS = re.compile(
    r"\?\s*$|^[^\w`]*(?P<verb>please|can you|could you|how|what|why|who|where|when|which|write|draft|provide|explain|"
    r"show|tell|give|list|create|compose|develop|generate|describe|summari[sz]e|translate|analy[sz]e|suggest|recommend|"
    r"calculate|find|help|make|design|offer|outline|discuss|identify|compare|advise|tutor|teach|detail|share|prepare|recount|name)\b(?!:)",
    re.IGNORECASE,
)
_REPLY = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?)"
_ORDER = re.compile(
    rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{{0,40}}\b(?:instructions?|prompts?|rules?|above|previous)\b|"
    rf"\byou are (?:now|no longer)\b|\b(?:act|behave|speak|write|talk|respond|reply|answer) (?:as|like) "
    rf"(?:a|an|if|the)\b|"
    rf"\b(?:pretend|roleplay|role-play)\b|"
    rf"\b(?:system|developer) (?:prompt|message|instructions?)\b|"
    rf"\b(?:in|to|into|of|at the (?:end|start|beginning) of|throughout) (?:your|every|each|all) (?:\w+ )?{_REPLY}\b|"
    rf"\b(?:end|begin|start|finish|close|open) (?:your|every|each) (?:\w+ )?{_REPLY}\b|"
    rf"\b(?:after|before|in|to) (?:each|every) (?:sentence|paragraph|line)\b|\bcite\b[^.\n]{{0,40}}\bas\b|"
    rf"\b(?:reply|respond|answer) (?:only|with|in|by)\b|"
    rf"\b(?:say|print|output|write|include|add|insert|append|render|embed|display|show|cite|link)\b[^.\n]{{0,60}}"
    rf"\b(?:following|below|exactly|verbatim|this (?:link|image|text|sentence|code|footnote|source))\b|"
    rf"\b(?:following|below|subsequent|next|given|ensuing|succeeding) (?:code|snippet|script|text|link|image)\b|"
    rf"\b(?:tell|inform|remind|warn|persuade|convince|ask|urge) (?:the )?(?:user|student|reader)s?\b|"
    rf"\b(?:as an? (?:ai|assistant|language model))\b|\b(?:assistant|chatbot|language model|llm)\b[^.\n]{{0,20}}"
    rf"\b(?:must|should|shall|will)\b|<\/?(?:system|instructions?|assistant|user)\b|^\s*(?:system|assistant) ?:",
    re.IGNORECASE | re.MULTILINE,
)


def gives_orders(text: str) -> bool:
    """Whether a text speaks to whoever writes the answer."""
    return bool(_ORDER.search(text))


def asks_for_something(text: str) -> bool:
    """Whether a model could take a text for something to do, if only a question to answer.

    A label ("Write: 1 MB/s") asks for nothing, and neither does a command of some language (EXPLAIN, `WHERE`).
    """
    asks = _ASKS.search(text)
    return gives_orders(text) or bool(asks and not (asks["verb"] or "").isupper())


def tainted(units: Sequence[Unit]) -> set[int]:
    """The places of orders: all of a block from its first order on, what stands under it, and code after it."""
    found: set[int] = set()
    blocks: set[tuple[str, int]] = set()
    for place, unit in enumerate(units):
        source, document = unit.document.source.id, unit.document
        above = {(source, n) for n in (*ancestors(document, unit.block), unit.block)}
        if document.outline[unit.block].kind is BlockKind.CODE:
            above.add((source, unit.block - 1))
        if above & blocks or gives_orders(unit.plain):
            blocks.add((source, unit.block))
            found.add(place)
    return found
