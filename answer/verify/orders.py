"""A text of a note or page -> whether it gives orders to whoever writes the answer. Such words support nothing.

A student's notes are full of orders to people ("use", "remember"), so only those count that speak of the reply, its
writer or its rules. What slips through is still only text: it can be quoted, but not obeyed.
"""

import re

_REPLY = r"(?:answers?|repl(?:y|ies)|responses?|outputs?|summar(?:y|ies)|completions?)"
_ORDER = re.compile(
    rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{{0,40}}\b(?:instructions?|prompts?|rules?|above|previous)\b|"
    rf"\byou are (?:now|no longer)\b|\b(?:act|behave|speak|write|talk|respond|reply|answer) (?:as|like) "
    rf"(?:a|an|if|the)\b|"
    rf"\b(?:pretend|roleplay|role-play)\b|"
    rf"\b(?:system|developer) (?:prompt|message|instructions?)\b|"
    rf"\b(?:in|to|into|at the (?:end|start|beginning) of|throughout) (?:your|the|every|each|all) (?:\w+ )?{_REPLY}\b|"
    rf"\b(?:end|begin|start|finish|close|open) (?:your|every|each|the) (?:\w+ )?{_REPLY}\b|"
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
