"""A question -> what kind of thing it wants to be told, and whether a text tells any. Knows nothing about scores.

Notes that speak of a thing often do not say what is asked of it: its price, its date, how many there are. A reply
that holds no amount cannot answer "what does it cost?", however near it is in meaning.
"""

import re
from collections.abc import Iterator, Sequence

from domain.ports import Words

_ASKED = r"(?:^|[.,;:!?–—-]\s|\b(?:and|but|so|or)\s)(?:(?:in|on|at|for|to|from|with|about|roughly|exactly)\s)?"
_NUMBER = (
    r"(?:(?<![\w.-])\d[\d.,]*(?:\s?[a-z%]{1,3}\b)?(?![\w-])|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|fifteen|twenty|thirty|fifty|hundreds?|thousands?|millions?|single|both|unlimited|any number|"
    r"no limit)\b)"
)
_COUNT = re.compile(_NUMBER, re.IGNORECASE)
_TIME = (
    r"\b(?:once|twice|daily|hourly|weekly|monthly|yearly|every|(?:milli)?seconds?|minutes?|hours?|days?|weeks?|months?|"
    r"years?|moments?|forever|never|always|immediately|unlimited|indefinite(?:ly)?)\b|"
    r"\d\s?(?:ms|s|secs?|mins?|h|hrs?|d)\b"
)
_AMOUNT = (
    r"[$€£]\s?\d|\b\d[\d.,]*\s?(?:us )?(?:dollars?|usd|euros?|eur|cents?)\b|"
    r"\b(?:free|nothing|no (?:\w+ )?(?:costs?|charges?|fees?)|included)\b"
)
_DATE = (
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|"
    r"century)\b"
)
_PLACE = (
    r"\b(?:regions?|countr(?:y|ies)|cit(?:y|ies)|continents?|worldwide|everywhere|globally|nowhere)\b|"
    r"\b(?:in|at|across|outside|near) (?:the )?(?-i:[A-Z][a-z])"
)
_EXTREME = r"\b(?:default|maximum|max|minimum|largest|biggest|highest|longest|shortest|smallest) (?:\w+ )?"
_KINDS = tuple(
    (re.compile(asks, re.IGNORECASE), re.compile(holds, re.IGNORECASE))
    for asks, holds in (  # what asks for it -> what a reply must then hold; the first that fits decides
        (
            r"\bhow much (?:do|does|did|is|are|will|would|must)\b.*\b(?:costs?|pay|charged?)\b|"
            r"\bhow much (?:more )?money\b|^how much .*\b(?:costs?|charge|price)\b|"
            r"\b(?:price|pricing|costs?|fees?) (?:of|for|per)\b|"
            r"\bwhat (?:do|does|did|will|would)\b.* costs?\b|\b(?:hourly|monthly|yearly|annual) (?:price|cost|fee)\b|"
            r"\bwhat(?:['’]s| is| are) the (?:\w+ ){0,2}(?:price|pricing|fee)\b|\bhow (?:cheap|expensive)\b",
            _AMOUNT,
        ),
        (r"\bwhen (?:was|were|did)\b|\b(?:which|what) (?:year|month|date|century)\b|\bsince when\b", _DATE),
        (rf"{_EXTREME}(?:duration|period|retention|timeout|runtime)\b", _TIME),
        (
            rf"{_ASKED}how (?:many|big|large|old|high|tall|wide|heavy|far)\b|\bwhat (?:size|share|percentage)\b|"
            rf"\b(?:which|what|the) port\b|{_EXTREME}(?:number|amount|size|length|count|limit|value)\b",
            _NUMBER,
        ),
        (r"\b(?:which|what) (?:\w+ )?(?:regions?|countr(?:y|ies)|cit(?:y|ies)|continents?)\b", _PLACE),
        (rf"{_ASKED}how (?:long|often|soon|fast|quickly)\b", f"{_NUMBER}|{_TIME}"),
    )
)
_MADE = re.compile(
    rf"{_ASKED}who (?:\w+ )?(?P<verb>invented|founded|created|wrote|made|developed|built|designed|introduced|"
    r"discovered|maintains?|started|coined|directed|won|composed|painted|came up)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"(?:{_ASKED}how many|\b(?:default|maximum|max|minimum|total) number of) (?P<words>(?:[\w'’/.+#-]+ ?){{1,4}})",
    re.IGNORECASE,
)
_VERSION = re.compile(r"\b(?:which|what) (?P<words>(?:[\w'’/.+#-]+ ){1,3})versions?\b", re.IGNORECASE)
_NUMBER_OF = re.compile(r"\bnumber of (?P<words>(?:[\w'’/.+#-]+ ?){1,4})", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:which|what|how many) (?P<words>(?:[\w'’/.+#-]+ ?){1,6})", re.IGNORECASE)
_WORKS = re.compile(
    r"\bhow (?:do|does|did) (?!i |we |you |one )(?:an? |the )?(?P<thing>[^?,]+?) (?:work|function|operate|behave)\b"
    r"(?=\W*$|\W*[?.,;:]|\s(?:in|inside|with|within|on|under|for|as|at|across|between|when|while|if|and|together|exactly|"
    r"internally|here|there|behind|over|without|by|to)\b)",  # not "how does a function change"
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\bhow (?:do|can|could|should|would|to|must)(?: (?:i|we|you|one|they|people|some(?:one|body)))? (?P<verb>\w+)",
    re.I,
)
_ENDS = frozenset(
    """is are was were be been do does did can could should would will must may might has have had to in of for on
    from with that which who by at when if you i we they it there as not and or your my our the a an one isn't
    aren't wasn't weren't don't doesn't didn't can't cannot couldn't shouldn't won't wouldn't hasn't haven't""".split()
)  # what cannot stand inside the noun phrase that is asked for
_ROLES = frozenset(
    """thing service feature tool option way kind sort type part step approach method technique solution capability
    ability setting place reason name term word concept product amazon aws action change choice effect benefit advantage
    purpose difference point example problem trouble issue idea role use case system component element factor topic
    area function command operation mode principle property strategy other different further exact main two three four
    five all specific new good best right wrong happen help else next make mean give work go stand call need get let
    tell want each fit suit""".split()
)  # nouns that the name of anything answers, and verbs
_CLOSE = 3  # words between a number and what it counts
_EACH = frozenset({"a", "an", "per", "each", "every"})
_OTHERS = frozenset({"and", "or", "with"})  # after these, something else is counted


def tells(question: str, told: Sequence[str], words: Words) -> bool:
    """Whether any of the texts told holds an amount, date, number, time, maker or thing of the kind asked for."""
    asked = _alone(question)
    terms = {term for text in told for term in words.terms(text)}
    if (made := _MADE.search(asked)) and not terms >= set(words.terms(made["verb"])):
        return False
    if (works := _WORKS.search(asked)) and not terms >= set(words.terms(works["thing"])):
        return False
    return any(telling(question, told, words))


def telling(question: str, told: Sequence[str], words: Words) -> list[bool]:
    """Which of the texts hold an amount, date, number or time of the kind asked for: all, where nothing such is."""
    kind, noun = _sought(question)
    terms = {term for word in _noun(noun) for term in words.terms(word)}
    return [(not kind or bool(kind.search(text))) and (not terms or _tells_number(text, terms, words)) for text in told]


def asks_kind(question: str) -> bool:
    """Whether an amount, date, number or time is asked for."""
    return any(_sought(question))


def _sought(question: str) -> tuple[re.Pattern[str] | None, str]:
    """What a reply must hold, and the noun that a number must stand beside, where such is asked for."""
    asked = _alone(question)
    kind = next((holds for asks, holds in _KINDS if asks.search(asked)), None)
    counted = _COUNTED.search(asked) or _VERSION.search(asked)
    return kind, counted["words"] if counted else ""


def _alone(question: str) -> str:
    """Without the topic that a follow-up carries along."""
    return re.sub(r" \([^()]*\)$", "", question)


def _tells_number(text: str, counted: set[str], words: Words) -> bool:
    """Whether a number stands close to the noun that is to be counted; "per shard" counts something else.

    "Number of shelves per hall; Limit: 65" counts shelves wherever the number stands.
    """
    found = _NUMBER_OF.search(text)
    of = bool(found and counted & set(words.terms(found["words"])) and _COUNT.search(text))
    return of or _close_to_number(text.split(), counted, words)


def _close_to_number(tokens: Sequence[str], counted: set[str], words: Words) -> bool:
    """ "65 tall shelves" and "Shelves: 65" count shelves; "shelves and 65 doors" and "65 a shelf" do not."""
    for n, token in enumerate(tokens):
        if not counted & set(words.terms(token)):
            continue
        before, after = tokens[max(0, n - _CLOSE) : n + 1], tokens[n + 1 : n + 1 + _CLOSE]
        each = next((at + 1 for at in reversed(range(len(before))) if before[at].lower() in _EACH), 0)
        until = next((at for at, word in enumerate(after) if word.lower() in _OTHERS), len(after))
        if any(map(_COUNT.search, before[each:])) or any(map(_COUNT.search, after[:until])):
            return True
    return False


def thing_missing(question: str, terms: set[str], words: Words) -> bool:
    """Whether a question asks "which fonts …" and no word of what it asks for is among the terms."""
    for found in _NAMED.finditer(question):
        noun = _noun(found["words"])
        if noun and not any(terms & set(words.terms(word)) for word in noun):
            return True
    return False


def deed_missing(question: str, terms: set[str], words: Words) -> bool:
    """Whether a question asks how to do something and the verb is not among the terms."""
    if not (found := _DONE.search(question)) or _is_role(found["verb"]):
        return False
    return not terms & set(words.terms(found["verb"]))


def _noun(text: str) -> list[str]:
    """The first two words that say something in the noun phrase at the beginning of a text."""
    return [word for word in _phrase(text) if not _is_role(word)][:2]


def _phrase(text: str) -> Iterator[str]:
    for word in text.split():
        if word.lower().replace("’", "'") in _ENDS:
            return
        yield word.strip("'’.")


def _is_role(word: str) -> bool:
    return word.lower() in _ROLES or word.lower().removesuffix("s") in _ROLES
