"""What is typed in the chat -> a quiz that is wished for, or an option that is asked about; by rule alone."""

import re

from domain.quiz import ItemKind, QuizRequest

MOST = 50  # questions of one quiz
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NUMBERS |= {"twelve": 12, "fifteen": 15, "twenty": 20}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_NUMBERS)}|a few|some)"
_THINGS = r"(?:quiz(?:zes)? )?(?:questions?|items?|flash ?cards?|cards?)"
_ON = r"(?:on|about|over|in|for|from)"
_POLITE = r"(?:(?:please|now|ok|okay|so)[, ]+|(?:can|could|will|would) you (?:please )?)?"
_WISHES = [
    re.compile(rf"^{_POLITE}(?:quiz|test|examine|drill)(?: me)?(?: (?:now|please))?(?: {_ON}|:)? *(?P<rest>.*)$", re.I),
    re.compile(rf"^{_POLITE}(?:give|ask|set) me (?:a )?(?:short )?quiz(?: {_ON})? *(?P<rest>.*)$", re.I),
    re.compile(rf"^{_POLITE}(?:(?:give|ask|set) me )?(?P<rest>{_COUNT} (?:[\w/-]+ ){{0,2}}?{_THINGS} {_ON} .+)$", re.I),
    re.compile(rf"^{_POLITE}(?:a )?quiz(?: {_ON}|:)? *(?P<rest>.*)$", re.I),
]
_BARE = re.compile(r"^(?:quiz|test|examine|drill)$", re.I)
_HOW_MANY = re.compile(
    rf"(?:[,;:]? *\b(?:with|of|in)?\b *)\b{_COUNT} +(?:(?P<kind>[\w/-]+(?: [\w/-]+)?) )?{_THINGS}\b(?: {_ON}\b)?", re.I
)
_TASK = re.compile(r"^(?:(?:exam|blueprint) )?(?:task|domain) (?P<task>\d+(?:\.\d+)*)$", re.I)
_EDGES = re.compile(r"^[\s,;:.]+|[\s,;:.!]+$|^(?:the topic|topic|my notes? (?:on|about))\s+|[, ]+please[.!]*$", re.I)
_ASKED_BACK = re.compile(r"\?\s*$")
_KINDS = {
    "true/false": ItemKind.TRUE_FALSE,
    "true or false": ItemKind.TRUE_FALSE,
    "multiple choice": ItemKind.SINGLE,
    "multiple-choice": ItemKind.SINGLE,
    "cloze": ItemKind.CLOZE,
    "gap": ItemKind.CLOZE,
    "short": ItemKind.SHORT,
    "short answer": ItemKind.SHORT,
    "matching": ItemKind.MATCHING,
}
_IS = r"(?: (?:is|was|not|would|isn['’]t|wasn['’]t|can['’]t)(?: it| be| choose)?)?"
_WHY = re.compile(
    rf"(?i:^(?:but |and )?(?:why{_IS}|explain|what about) (?:option |answer |choice )?)"
    r"(?P<letter>[A-Ha-h])\b(?P<rest>.*)$"
)
_VERDICT = re.compile(
    r"\s*(?:not )?(?:the )?(?:(?:wrong|right|correct|incorrect|false|true)(?: answer| one)?)?\s*[.!?]*", re.I
)
_EVERYTHING = {"", "everything", "anything", "all", "my notes", "all my notes", "all of it"}


def quiz_asked(text: str) -> QuizRequest | None:
    """ "quiz me on SPICE, 5 questions" -> the request; None for anything else, a question above all."""
    said = " ".join(text.split())
    if _ASKED_BACK.search(said) and not re.match(r"(?:can|could|will|would) you", said, re.I):
        return None
    rest = _wished(said.rstrip("?"))
    if rest is None:
        return None
    count, kinds = 10, frozenset[ItemKind]()
    if found := _HOW_MANY.search(rest):
        count = _number(found["count"])
        kind = (found["kind"] or "").casefold()
        kinds = frozenset({_KINDS[kind]}) if kind in _KINDS else kinds
        rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    topic = _trimmed(rest)
    if task := _TASK.match(topic):
        return QuizRequest(count, task=task["task"], kinds=kinds)
    return QuizRequest(count, topic="" if topic.casefold() in _EVERYTHING else topic, kinds=kinds)


def why_asked(text: str) -> int | None:
    """ "why is B wrong?" -> 1; None when no option is asked about."""
    found = _WHY.match(" ".join(text.split()))
    if found is None or not _VERDICT.fullmatch(found["rest"]):
        return None
    letter = found["letter"]
    if letter.islower() and not found["rest"].strip(" ?.!"):  # "explain a"
        return None
    return ord(letter.upper()) - ord("A")


def _wished(said: str) -> str | None:
    """What follows the wish for a quiz; None when there is none."""
    if _BARE.match(said):
        return ""
    for wish in _WISHES:
        found = wish.match(said)
        if found and (wish is not _WISHES[0] or _addressed(said)) and (wish is not _WISHES[3] or _names(found["rest"])):
            return found["rest"]
    return None


def _addressed(said: str) -> bool:
    """ "test me" is a wish, "test data" is not; "quiz on Glue" is one, too."""
    return bool(re.search(r"\b(?:quiz|test|examine|drill) me\b", said, re.I))


def _names(rest: str) -> bool:
    """Whether what follows a bare "quiz" is a topic or a number, not the verb of a sentence."""
    return not re.match(r"(?:is|was|are|does|do|did|has|have|can|questions? (?:is|are))\b", rest, re.I)


def _trimmed(text: str) -> str:
    before, after = "", text
    while before != after:
        before, after = after, _EDGES.sub("", after.strip())
    return re.sub(rf"^{_ON}\b\s*", "", after, flags=re.I).strip()


def _number(word: str) -> int:
    low = word.casefold()
    return min(MOST, max(1, int(low))) if low.isdigit() else _NUMBERS.get(low, 5)
