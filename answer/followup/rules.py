"""A follow-up and its history -> a question that stands alone, without a language model.

The topic is carried over, not the whole turn: what the last question that stood alone was about, and the names that
the tutor's last reply put forward. Knows nothing about the notes.
"""

import re
from collections.abc import Sequence

from domain.replies import Question, Turn

_REFERS = re.compile(
    r"\b(?:it|its|it's|itself|they|them|their|theirs|this|that|these|those|there|such|one|ones|same|former|latter|"
    r"both|either|neither|another|other|others|else|again|more|"
    r"the (?:first|second|third|fourth|fifth|last|next|previous|above))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"^(?:and|so|but|or|ok(?:ay)?|then|also|what about|how about|why|how come|which one|what else)\b", re.IGNORECASE
)
_INSTEAD = re.compile(
    r"^(?:and |so |ok |but )*(?:what|how) about (?P<x>.+?)\??$|"
    r"^and (?P<y>(?:for |in |on |with )?[\w:-]+(?: [\w:-]+)?)\??$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    r"\bthe (first|second|third|fourth|fifth|last|latter|former)"
    r"(?: (?:one|option|of them|item|point|thing|kind|type|way))?\b",
    re.IGNORECASE,
)
_NTH = {"first": 0, "former": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1, "latter": -1}
_PRONOUN = re.compile(r"\b(?:it|they|them|this one|that one|these|those)\b", re.IGNORECASE)
_WORD = r"(?=[\w:./-]*[A-Z0-9_:])\w[\w:./-]*\w"  # an identifier, an acronym or a capitalised word
_NAME = re.compile(rf"`[^`]+`|\b{_WORD}(?: {_WORD})*")
_IDENTIFIER = re.compile(r"[\d_:]|[a-z][A-Z]")
_FRAME = frozenset(
    """
    a about all also an and any are as at be been but by can come comes could define describe did different
    difference do does each every explain first for from get give go goes had has have how i if in into is
    it its kind kinds last like list many me mean means more most much must my need of on one or our please
    say set should show so some such support supports tell than that the their them then there these they
    this to type types up us use used uses using want was way ways we were what what's when where which who
    whose why will with work works would you your
    """.split()
)


def stand_alone(question: Question) -> str:
    """The question as it would be asked without any history."""
    text = " ".join(question.text.split())
    asked = [t.text for t in question.history if t.speaker == "student"]
    if not asked or not is_follow_up(text):
        return text
    if chosen := _chosen(text, question.history):
        return _ORDINAL.sub(lambda _: chosen, text, count=1) + _also(_topic(asked), text)
    topic = _topic(asked)
    if swap := _INSTEAD.search(text):
        return _swapped(swap["x"] or swap["y"], asked[-1], topic)
    names = _names(question.history, known=f"{text} {topic}")
    if topic and (found := _PRONOUN.search(text)) and len(topic.split()) <= 3 and not names:
        return f"{text[: found.start()]}{topic}{text[found.end() :]}"
    return text + _also(" ".join([topic, *names]).strip(), text)


def is_follow_up(text: str) -> bool:
    """Whether a question leans on what was said before."""
    content = _content(text)
    return bool(_REFERS.search(text) or _OPENS.search(text)) or len(content) <= 1


def without_pointers(text: str) -> str:
    """A question without the words that only point at what was said before."""
    return _REFERS.sub(" ", _ORDINAL.sub(" ", _OPENS.sub(" ", text)))


def _content(text: str) -> list[str]:
    words = [w.strip("?.,;:!\"'()") for w in text.split()]
    return [w for w in words if w and w.lower() not in _FRAME]


def _topic(asked: Sequence[str]) -> str:
    """What the last question that stood alone was about; the oldest question always stands alone."""
    return " ".join(dict.fromkeys(_content(asked[_root(asked)])))


def _root(asked: Sequence[str]) -> int:
    """Which of the questions asked is the last that stood alone."""
    return next((n for n in range(len(asked) - 1, 0, -1) if not is_follow_up(asked[n])), 0)


def _names(history: Sequence[Turn], known: str) -> list[str]:
    """Names put forward by the reply to the last question that stood alone, and by the last reply."""
    told = [t.text for t in history if t.speaker == "tutor"]
    asked = [t.text for t in history if t.speaker == "student"]
    replies = dict.fromkeys([*told[_root(asked) :][:1], *told[-1:]])
    found = [name for reply in replies for name in _named(reply)[:2] if name.lower() not in known.lower()]
    return list(dict.fromkeys(found))


def _named(reply: str) -> list[str]:
    """Identifiers first, then acronyms and capitalised names in order; a capital that opens a sentence is none."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+", reply):
        for match in _NAME.finditer(sentence):
            name = match.group().strip("`")
            opens = match.start() == 0 and name[1:].islower()
            if not opens and not name.isdigit() and name.lower() not in _FRAME:
                found.append(name)
    return sorted(dict.fromkeys(found), key=lambda name: not _IDENTIFIER.search(name))


def _chosen(text: str, history: Sequence[Turn]) -> str:
    """The item that "the last one" points at in the list of the last reply, "" when there is none."""
    found = _ORDINAL.search(text)
    reply = next((t.text for t in reversed(history) if t.speaker == "tutor"), "")
    items = _items(reply)
    if not found or len(items) < 2:
        return ""
    nth = _NTH[found[1].lower()]
    return items[nth] if nth < len(items) else ""


def _items(reply: str) -> list[str]:
    """The items of a reply that lists: its bullets, or the parts of its longest run "a, b and c"."""
    bullets = re.findall(r"^\s*(?:[-*+]|\d+[.)])\s+(.+)$", reply, re.MULTILINE)
    if len(bullets) >= 2:
        return [re.split(r" [-–—:] |: ", b)[0].strip("`*. ") for b in bullets]
    best: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", reply):
        parts = re.split(r",? and |,? or |, ", sentence.strip(" .!?"))
        if len(parts) > max(1, len(best)):
            best = [" ".join(parts[0].split()[-2:]) if n == 0 else p for n, p in enumerate(parts)]
            best[0] = best[0].split()[-1] if all(len(p.split()) == 1 for p in parts[1:]) else best[0]
    return [b.strip("`*. ") for b in best]


def _swapped(instead: str, last: str, topic: str) -> str:
    """ "what about integrity?" after "What does completeness check?" asks what integrity checks."""
    names = _content(last)
    if not names:
        return f"{instead} {topic}".strip()
    kept = [w for w in last.rstrip("?. ").split() if w.strip(",;:") != names[0]]
    return f"{' '.join(kept)} {instead}?" if len(names) > 1 else f"{instead} {topic}"


def _also(topic: str, text: str) -> str:
    """The topic in brackets, less what the question says itself."""
    said = set(re.findall(r"[\w:.-]+", text.lower()))
    extra = " ".join(w for w in topic.split() if w.lower() not in said)
    return f" ({extra})" if extra else ""
