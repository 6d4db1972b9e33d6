"""A statement -> the words of it that make a fair gap: figures, code, names, the thing defined, or a rare word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from domain.ports import Words
from domain.quiz import ItemKind
from language.boilerplate import is_about_others
from language.verbs import base_of, is_third_person, is_verb
from language.voice import Form, Voice, capital
from quiz.facts.names import FIGURE, mentions
from quiz.facts.sentences import Fact
from quiz.items.draft import Draft
from quiz.items.shapes import Build, built

GAP = "_____"
_HYPHENED = re.compile(r"(?<![\w-])[a-z]{3,}-[a-z]{3,}(?![\w-])")
_WORD = re.compile(r"(?<![\w-])[a-zàèéìòùäöüß]{5,}(?![\w-])")
_NO_NOUN = re.compile(
    r"(?:ed|ly|ive|able|ible|ous|ful|ant|ent|less|ary)$|^(?:other|different|various|several|same|more|"
    r"those|these|there|which|where|while|things?|always|never|often|every|another|itself|number|amount|example|factors?|choice|tasks?|nature|volumes?|portion|purposes?|ideal|range|variety|ways?|"
    r"process(?:es)?|organizations?|business(?:es)?|users?|compan(?:y|ies)|developers?|needs|options?|flavou?rs|cases?|"
    r"sets?|kinds?|types?|results?|later|parts?|points?|levels?|order|time|months|years|minutes|bunch|aspects?|lots?|"
    r"mechanisms?|together|instead|known|versa|fresh|overnight|again|away|apart|forward|back|once|twice|addition|ability|approach|basis|combination|terms|place|requirements?|needs?|work|use|uses)$"
)
_NO_NOUN_AFTER = re.compile(
    r"(?:\b(?:can|could|will|would|must|may|might|should|you|we|they|is|are|was|were|be|becomes?|very|more|less|most|not|so|too|as)|ly)$"
)
_DETERMINER = re.compile(  # after which a word that ends like a verb is a noun
    r"\b(?:the|a|an|these|those|your|their|its|our|of|for|in|with|by|and|or|many|all|\w+(?:al|ic|ed|ing|able|ive|ous|ary))$"
)
_HEAD_BEFORE = re.compile(
    r"\s*(?:$|[.;:)]|(?:of|for|in|on|to|with|by|at|from|when|that|than|as|without|through|over)\b)"
)
_JOINED_BEFORE = re.compile(r"(?:,|/| and| or| e| o| und| et| y|&|\()(?: the| an?)? ?$")
_JOINED_AFTER = re.compile(r"^ ?(?:,|/|and |or |e |und |et |&|\)|\()")
_FOREIGN_NOUN = re.compile(
    r"(?:zion[ei]|t[àé]|ment[oi]|[ae]nz[ae]|tur[ae]|ism[oi]|aggio|ción|ciones|dad|tion|heit|keit|ung)$"
)
_THE_ONE = re.compile(r"the (?!.*\b(?:of|for|that|which|where|who)\b)")  # "is the top unit": of what?
_OBJECT = re.compile(r"[\w-]+ (?:[\w-]+ )?(?:it|them)\b")  # "finds it": something else than the topic
_SUBJECT = 0.1  # that a word of the subject is worth more than another
_RARE = 1.0  # inverse document frequency of a name from which it is worth a gap
_WEAK = 0.55  # worth of a gap below which it is asked for only when nothing else can be asked
_MOST_WORDS = 48
_LEAST_WORDS = 4  # around the gap
_LEAST_OWN = 4  # of those that the fact itself must have


@dataclass(frozen=True, slots=True)
class Gap:
    """Words to leave out."""

    start: int
    end: int
    worth: float  # how fair a gap they make, 0..1
    accepted: tuple[str, ...]
    kind: str  # "code", "name", "label", "word", or a figure's unit ("" for a bare number)


def cloze(fact: Fact, words: Words, subject: frozenset[str], *, weak: bool = False) -> Iterator[Draft]:
    """The statement with its best gap, if any is fair; `weak`: a gap for an ordinary word, else any other."""
    if is_about_others(fact.told) or built(fact) is Build.MANNER:
        return
    best = best_gap(fact, words, subject)
    if best is None or weak != (best.worth < _WEAK):
        return
    yield Draft(
        ItemKind.CLOZE,
        (gapped(fact, best),),
        fact,
        fact.span,
        accepted=best.accepted,
        difficulty=0.75 - 0.3 * best.worth,
        fits=best.worth,
        covers=(fact.key,),
    )


def gapped(fact: Fact, gap: Gap) -> str:
    """The statement with the gap in it."""
    stem = f"{fact.statement[: gap.start]}{GAP}{fact.statement[gap.end :]}."
    stem = re.sub(r"[.!;:]+\.$", ".", stem)
    return stem if fact.label and fact.label.code else capital(stem)


def best_gap(fact: Fact, words: Words, subject: frozenset[str] = frozenset()) -> Gap | None:
    """The fairest gap of a fact's statement, None when there is none.

    `subject` holds the terms that the subject is made of; a gap for an ordinary word rather asks for one of those.
    """
    said = fact.statement
    if len(said.split()) > _MOST_WORDS or (fact.form is Form.DOES and _OBJECT.match(fact.told) and not fact.before):
        return None
    if fact.before:
        at = len(said) - len(fact.whole)
    else:
        at = max(0, said.rfind(fact.whole if fact.whole in said else fact.told))
    return max(_gaps(fact, said, at, words, subject), key=lambda g: (g.worth, -g.start), default=None)


def _gaps(fact: Fact, said: str, at: int, words: Words, subject: frozenset[str]) -> Iterator[Gap]:
    """Every fair gap from where the fact itself begins."""
    topic = set(words.terms(f"{fact.topic.name} {fact.topic.context}"))
    yield from _label_gap(fact, said, at)
    for found in FIGURE.finditer(said, at):
        if _is_fair(said, *found.span()) and said.count(found["number"]) == 1 and _measures(said, found):
            yield Gap(found.start(), found.end(), 1.0, _accepted(found), (found["unit"] or "").rstrip("s").lower())
    for start, end, kind, worth in _spans(fact, said, at):
        if kind == "name":
            start = _past_topic(said, start, end, topic, words)
        terms = set(words.terms(said[start:end]))
        rest = set(words.terms(f"{said[:start]} | {said[end:]}"))
        known = terms <= topic | rest if kind == "code" else terms & (topic | rest)
        if terms and not known and _is_fair(said, start, end):
            rare = max(words.rarity(t) for t in terms)
            if kind != "word" and rare < _RARE:
                continue  # a name that is everywhere asks nothing
            worth += _SUBJECT * bool(kind == "word" and terms & subject)
            yield Gap(start, end, worth + min(0.04, 0.005 * rare), (said[start:end],), kind)


def _spans(fact: Fact, said: str, at: int) -> Iterator[tuple[int, int, str, float]]:
    """Code, names, compounds and nouns with what a gap for each is worth."""
    for start, end, kind in mentions(said, fact.voice, at):
        yield start, end, kind, 0.9 if kind == "code" else 0.8
    for found in _HYPHENED.finditer(said, at + 1):
        yield *found.span(), "word", 0.5
    for found in _WORD.finditer(said, at + 1):
        if _is_noun(said, *found.span(), fact.voice):
            yield *found.span(), "word", 0.35


def _past_topic(said: str, start: int, end: int, topic: set[str], words: Words) -> int:
    """Where a name begins that the topic does not give: "Data Sharing" of "Amazon Redshift Data Sharing"."""
    at = start
    while " " in said[at:end]:
        first = said[at:end].split(" ")[0]
        if not set(words.terms(first)) <= topic and first not in ("Amazon", "AWS"):
            break
        at += len(first) + 1
    return at if set(words.terms(said[start:at])) & topic else start


def _label_gap(fact: Fact, said: str, at: int) -> Iterator[Gap]:
    """What a definition defines."""
    if not (fact.label and fact.label.verb):
        return
    if not fact.topic.context and _THE_ONE.match(fact.told) and not fact.voice.is_name(fact.label.name):
        return
    name = fact.label.name.lower()
    start = said.lower().find(name, at)
    if start >= 0 and said.lower().count(name) == 1:
        yield Gap(start, start + len(name), 0.7, (said[start : start + len(name)],), "label")


def _measures(said: str, found: re.Match[str]) -> bool:
    """Whether a figure has a unit, counts what follows it, or is a year: others are often names of cases."""
    year = re.fullmatch(r"1[0-9]\d\d|20\d\d", found["number"])
    return bool(found["unit"] or year or re.match(r"[ -][a-zà-ü-]{3,}", said[found.end() :]))


def _accepted(found: re.Match[str]) -> tuple[str, ...]:
    """A figure as it stands, and with or without a space before its unit."""
    text = found.group().strip()
    if not found["unit"] or (found["unit"].islower() and found["unit"] not in ("x", "ms")):
        return (text,)
    return text, f"{found['number']}{'' if found['space'] else ' '}{found['unit']}"


def _is_fair(said: str, start: int, end: int) -> bool:
    """Whether what is around the words leaves no other of a list to fit."""
    before, after = said[:start], said[end:]
    follows = re.match(r" (?:and|or) (.+)", after)
    verbs = follows and is_third_person(follows[1].split())  # what "and" joins are two verbs
    joined = not verbs and _JOINED_AFTER.match(after)
    if joined or _JOINED_BEFORE.search(before):
        return False
    own = re.split(r": ", f"{before} {after}", maxsplit=1)[-1]
    return len(f"{before} {after}".split()) >= _LEAST_WORDS and len(own.split()) >= _LEAST_OWN


def _is_noun(said: str, start: int, end: int, voice: Voice) -> bool:
    """Whether a word is the head of its phrase, as far as its ending and what follows tell."""
    word = said[start:end]
    if voice.language != "en":
        return bool(_FOREIGN_NOUN.search(word))
    if is_verb(word) or _NO_NOUN.search(word) or _NO_NOUN_AFTER.search(said[:start].rstrip()):
        return False
    if base_of(word) and not _DETERMINER.search(said[:start].rstrip()):
        return False
    if word.endswith("ing"):
        return not said[end:].strip(" .") and not re.search(r"\b(?:is|are|be|to|by|for|of)$", said[:start].rstrip())
    return bool(_HEAD_BEFORE.match(said[end:]))
