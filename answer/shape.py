"""A question -> what shape its answer should have, and what it is about. Knows nothing about the notes."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Shape(StrEnum):
    """How much an answer has to hold."""

    FACT = "fact"  # a sentence or two
    LIST = "list"  # everything under one parent
    DEFINITION = "definition"  # what a thing is
    COMPARISON = "comparison"  # something on each side


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is understood."""

    shape: Shape
    focus: str = ""  # the noun asked for: "regions" in "in which regions is it offered?"
    sides: tuple[str, ...] = ()  # what a comparison compares
    subject: str = ""  # what a definition defines


_COMPARISONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bdifferen(?:ce|ces|t) between (?P<a>.+?) (?:and|vs\.?|versus|or) (?P<b>.+)",
        r"\bcompar(?:e|ed|ing|ison of) (?P<a>.+?) (?:and|with|to|against) (?P<b>.+)",
        r"\b(?:how|in what way) (?:is|are|do|does) (?P<a>.+?) (?:different|differ|distinct) from (?P<b>.+)",
        r"\bwhen (?:should|do|would|to) (?:i |we |you |one )?(?:use|choose|pick|take) (?P<a>.+?)"
        r" (?:and when|or|and|instead of|over) (?P<b>.+)",
        r"(?P<a>[\w:./-]+(?: [\w:./-]+){0,3}) (?:vs\.?|versus) (?P<b>.+)",
        r"\b(?:is|are|does|do) (?P<a>.+?) (?:\w+er|more \w+|less \w+|better|worse)(?: or [\w ]+?)? than (?P<b>.+)",
        r"\b(?:how does|how do|does|do) (?P<a>.+?) differ from (?P<b>.+)",
        r"^(?P<a>[\w:./-]+(?: [\w:./-]+){0,3}) or (?P<b>[\w:./-]+(?: [\w:./-]+){0,6})"
        r".*?\b(?:differ|difference|better|choose|pick|prefer|which)\b",
        r"\b(?:better|choose|pick|prefer|cheaper|faster)\b[,:]? (?P<a>[\w:./-]+(?: [\w:./-]+){0,4}) or (?P<b>.+)",
    )
)
_DEFINITIONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bwhat (?:does|do|is|did) (?P<x>[^?,]+?) (?:mean|stand for|short for)\b",
        r"^(?:so |and |ok |please )*"
        r"(?:what(?:'s|’s| is| are)|define|explain|describe|tell me about|what do you know about) "
        r"(?:an? |the )?(?P<x>[^?,]+?)(?: again| to me)?\??$",
        r"^(?P<x>[^?,]+?)[ ,]+(?:wh?at is it|what's that|meaning|definition)\??$",
        r"^(?:the |give me (?:the|a) )?(?:definition|meaning) of (?:an? |the )?"
        r"(?P<x>[^?,]+?)(?:,? (?:pls|please))?\??$",
    )
)
_PLURAL_HEAD = re.compile(
    r"\b(?:which|what|name|list)(?:'s|’s| are| were)?(?: the| all| some| all the)?(?P<words>(?: [\w/-]+){1,5})",
    re.IGNORECASE,
)
_LIST_WORDS = re.compile(
    r"\b(?:list|name (?:the|all|some)|enumerate|give me (?:the|all)|what are|which are|what all|"
    r"how many (?:ways|types|kinds|options)|what (?:can|do|should|could) (?:you|i|we|one) (?:do|check|use|look))\b|"
    r"\b(?:elenc(?:a|ami|are|o)|quali|enumera|cuáles|énumère[rz]?|quel(?:le)?s|liste[rz]?|nenne|welche)\b",
    re.IGNORECASE,
)
_VERBISH = frozenset(
    """is are was were be been do does did can could should would will shall may might must has have had to of in on for
    with by from at as when if that which who and or not i you we they it my your our their an a the this these
    those""".split()
)
_VERBS = frozenset(
    {"happens", "helps", "means", "makes", "comes", "gives", "holds", "offers", "tells", "lets", "needs", "works"}
)
_SINGULAR_S = re.compile(
    r"(?:ss|us|is|as|ics|news|series|aws|dms|sns|sqs|kms|rds|ecs|eks|https|access|process)$", re.IGNORECASE
)
_FOCUS = re.compile(
    r"\b(?:which|what(?:'s|’s)?|how (?:many|much|long|big|large|often)|what (?:is|are)) (?P<words>.+)", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:(?:the|an?|using|use)\s+)?(?:(?:word|term|name|acronym|abbreviation|phrase|expression)\s+(?=\S))?",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"\s+(?:(?:all|good|useful|used|meant|made|there|short)\s+)?(?:for|about|like)$", re.IGNORECASE)
_ARTICLES = frozenset("the a an some any all is are of kind kinds sort sorts type types".split())


def read(question: str) -> Reading:
    """Say what shape of answer a question wants; FACT when nothing else is plain."""
    text = " ".join(question.split()).strip()
    focus = _focus(text)
    for pattern in _COMPARISONS:
        if found := pattern.search(text):
            sides = tuple(_trim(found[name]) for name in ("a", "b"))
            if all(sides):
                return Reading(Shape.COMPARISON, focus, sides)
    if _wants_list(text):
        return Reading(Shape.LIST, focus)
    for pattern in _DEFINITIONS:
        if (found := pattern.search(text)) and len(found["x"].split()) <= 6 and " of " not in found["x"]:
            return Reading(Shape.DEFINITION, focus, subject=_trim(found["x"]))
    return Reading(Shape.FACT, focus)


def _trim(side: str) -> str:
    """A side of a comparison up to the first comma, question mark or clause."""
    side = re.split(r"[?,;]|:(?:\s|$)| [-–—] | when | if | in terms | for (?:an?|the|my|our) ", side)[0]
    return _CLOSING.sub("", _OPENING.sub("", side.strip()))


def _wants_list(text: str) -> bool:
    if _LIST_WORDS.search(text):
        return True
    for found in _PLURAL_HEAD.finditer(text):
        words = found["words"].split()
        head = next((n for n, w in enumerate(words) if w.lower() in _VERBISH), len(words))
        noun = words[head - 1] if head else ""
        if len(noun) > 3 and noun.lower() not in _VERBS and noun.lower().endswith("s") and not _SINGULAR_S.search(noun):
            return True
    return False


def _focus(text: str) -> str:
    """The noun phrase a wh-question asks for, "" when there is none."""
    found = _FOCUS.search(text)
    if not found:
        return ""
    words = [w.strip("?.,;:\"'") for w in found["words"].split()]
    while words and words[0].lower() in _ARTICLES:
        words.pop(0)
    stop = next((n for n, w in enumerate(words) if w.lower() in _VERBISH), len(words))
    return " ".join(words[: min(stop, 4)])
