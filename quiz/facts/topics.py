"""A block of an outline -> what it is about, named so that it can stand in a question."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.documents import BlockKind, Document
from domain.outline import ancestors
from language.boilerplate import bare
from language.verbs import base_of, is_noun_too
from language.voice import Form, Voice

NAME_WORDS = 10
_SENTENCE = 3  # words from which a name may hold a verb
_JOINING = frozenset("of for and in to with by on or from that which at per".split())
PARTING = r"\s+(?:[-–—]{1,2}>?|=>|⟶|→|⇒)\s+|\s*::?\s+"  # what stands between a name and what is said of it
_REMEMBERED = 10_000
_RELATION = re.compile(  # what a list is headed by that says how its items stand to the topic above
    r"(?:possible |main |common |key |typical |supported |different |other )?(?:\w+ )?(?:causes?|reasons?|purposes?|"
    r"symptoms?|"
    r"signs?|checks?|requirements?|benefits?|advantages?|"
    r"disadvantages?|pros|cons|limits?|limitations?|features?|uses?|use cases?|examples?|properties|attributes|types?|"
    r"kinds?|sources?|targets?|steps?|stages?|phases|modes?|options?|parts?|components?|elements?|effects?|"
    r"consequences?|techniques?|ways?|methods?|remed(?:y|ies)|solutions?|fix(?:es)?|mechanisms?|settings|inputs?|"
    r"outputs?|rules|actions?|levels?|policies|roles|tools?|formats?|permissions|conditions|drawbacks|tips|goals?|"
    r"outcomes?|objectives?|challenges?|projects?|titles?|authors?|credits?|languages?|skills?|dates?|technolog(?:y|ies)|"
    r"descriptions?|locations?|details?)"
    r"(?: (?:of|for|to|that|used|in) .*)?",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:study |general |basic |key |my |some |other |more |personal )?(?:notes?|concepts?|introduction|intro|overview|"
    r"summary|definitions?|basics|intuition|purpose|background|details|conclusion|contents?|misc\w*|"
    r"others?|general|terminology|terms|glossary|points?|facts|topics?|theory|definizione|spiegazione|introduzione|"
    r"attenzione|nota|note|osservazioni?|esempi?o?|dimostrazione|teorema|in pratica|formally|proof|theorem|example|"
    r"remarks?|problema|obiettivo|scopo|vantaggi?o?|svantaggi?o?|differenz[ae]|conseguenz[ae]|servono|"
    r"ziel|grund|gründe|unterschiede?|ergebnis|folgen?|beispiele?|zusammenfassung|einleitung|überblick|"
    r"problème|but|objectif|raisons?|différences?|résultats?|exemples?|résumé|définition|"
    r"objetivo|razón|razones|diferencias?|resultados?|ejemplos?|resumen|definición|introducción|dove|allora|siano?|infatti|perché|quando|esempi|risultat[oi]|passo|caso|motivo|cosa|idea|test|readme|"
    r"index|untitled|main|e\.g\..*|for example.*|e\.g\. .*|architecture|explanation|why|how|when)"
    r"(?: .{0,3})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:chapter |part |section |lecture |week |day )?\d+(?:\.\d+)*\s*[-–—.:)]*\s+", re.IGNORECASE)
_OVERVIEW = re.compile(
    r"^(?:overview|introduction|intro|architecture)(?: of| to|:) |(?: introduction| overview)$", re.I
)
_CHAPTER = re.compile(
    r"\b(?:intro\w*|architecture|troubleshooting|choosing|overview|vs\.?|versus|methods? of|use cases?|features|"
    r"benefits|tips|basics|comparison|terminology|"
    r"command|examples?|[Ii]n practice|other|and)\b|"
    r"^(?:typical|common|useful|important|further|more|general)\b|^[a-z]+ing \w+ \w+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[?!=→{}|\\^]|https?:|^\W*$|^e\.g\b|^i\.e\b|^for example|^(?:which|what|how|when|where|why|who|come|quando|perché|"
    r"cosa|chi|wie|wann|warum|was|comment|quand|pourquoi|cómo|cuándo|qué)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a fact is about. `name` stands inside a sentence; `context` tells things of the same name apart."""

    name: str
    context: str = ""
    node: int = -1  # the block that names it; -1 when it is the document's title
    broad: bool = False  # whether the context is a field of its own, as a heading names one

    @property
    def lead(self) -> str:
        """The name with what it belongs to: "classic resize (Redshift)"."""
        return f"{self.name} ({self.context})" if self.context else self.name


@lru_cache(maxsize=_REMEMBERED)
def cleaned(label: str) -> str:
    """A label without numbering, markup and a long remark in brackets."""
    label = _NUMBERED.sub("", bare(label).strip(" *_:.-–—#"))
    label = _OVERVIEW.sub("", re.sub(r" \([^)]{25,}\)", "", label))
    return label.strip(" :.,→⟶⇒")


def is_chapter(name: str) -> bool:
    """Whether a name is that of a chapter and not of a thing: "Intro and architecture"."""
    return bool(_CHAPTER.search(name))


@lru_cache(maxsize=_REMEMBERED)
def is_relation(label: str) -> bool:
    """Whether a label says how what is below stands to what is above: "Causes"."""
    return bool(_RELATION.fullmatch(cleaned(label)))


def is_relation_line(text: str) -> bool:
    """Whether a line opens with a relation: "Checks: null counts, missing values"."""
    head, colon, _ = text.partition(": ")
    return bool(colon) and is_relation(head)


def is_generic(label: str) -> bool:
    """Whether a label names no thing: "Overview"."""
    return bool(_GENERIC.fullmatch(cleaned(label)))


@lru_cache(maxsize=_REMEMBERED)
def label_of(plain: str) -> str:
    """The label of an outline item that has things under it: what stands before its dash or colon, or all of it."""
    head = re.split(rf"{PARTING}|:$", plain.strip(), maxsplit=1)[0]
    head = cleaned(head)
    return head if head and len(head.split()) <= NAME_WORDS and not _NO_NAME.search(head) else ""


def named(label: str, voice: Voice) -> str:
    """A label as a noun: "Supports Apache Iceberg" names Apache Iceberg, "Refresh SPICE data" refreshing it."""
    words = label.split()
    if not voice.language or len(words) < 2:
        return voice.topic(label)
    form = voice.form(label)
    if voice.language != "en":
        return "" if form is not Form.THING else voice.topic(label)
    if form in (Form.DOES, Form.ORDER) and is_noun_too(words[0]) and words[0].lower() not in ("supports", "uses"):
        return voice.topic(label)
    if _is_sentence(words, voice):
        return ""
    if form is Form.DOES:
        return voice.topic(" ".join(words[1:])) if base_of(words[0]) else ""
    if form is Form.ORDER:
        return f"{gerund(words[0].lower())} {' '.join(words[1:])}"
    return "" if form in (Form.CLAUSE, Form.SCRAP) else voice.topic(label)


def _is_sentence(words: list[str], voice: Voice) -> bool:
    """Whether a proper name and a verb that could be a noun make a sentence: "CloudTrail records API calls"."""
    name = voice.is_name(words[0]) and len(words) > _SENTENCE
    return name and bool(base_of(words[1])) and words[1].islower() and words[2].lower() not in _JOINING


def gerund(verb: str) -> str:
    """ "Refresh" is refreshing, "set" setting."""
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return f"{verb[:-1]}ing"
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", verb)
    return f"{verb}{verb[-1]}ing" if short else f"{verb}ing"


def title_of(document: Document, voice: Voice) -> str:
    """What the document as a whole is about, "" when its title does not say."""
    title = cleaned(document.source.title.replace("_", " "))
    long = len(title.split()) > NAME_WORDS or _NO_NAME.search(title)
    about_itself = re.search(r"\b(?:notes|exam|course|readme|guide|talk|tutorial|test|seed|file)\b", title, re.I)
    return "" if long or about_itself or is_generic(title) or not title else named(title, voice)


def above(document: Document, block: int, voice: Voice) -> Iterator[Topic]:
    """What stands above a block and has a name of its own, innermost first, the document's title last."""
    for n in reversed(ancestors(document, block)):
        found = document.outline[n]
        label = label_of(found.plain)
        if not label or is_generic(label) or is_relation(label):
            continue
        if found.kind is BlockKind.HEADING and found.level == 1 and _same(label, document.source.title):
            continue
        if name := named(label, voice):
            yield Topic(name, node=n, broad=found.kind is BlockKind.HEADING)
    if title := title_of(document, voice):
        yield Topic(title, broad=True)


def topic_of(above: Sequence[Topic], voice: Voice) -> Topic | None:
    """The innermost of what stands above a block, with the next one that says something more."""
    return with_context(above[0], above[1:], voice) if above else None


def with_context(topic: Topic, wider: Sequence[Topic], voice: Voice) -> Topic:
    """The topic with what it belongs to: the nearest name above it, else the nearest short one it does not hold."""
    own = _words(topic.name)
    if any(_words(w.name) <= own for w in wider):
        return topic
    apart = [w for w in wider if len(w.name.split()) <= 4 and not _words(w.name) & own]
    names = [w for w in apart if voice.is_name(w.name)] or [w for w in apart if len(w.name.split()) < 4]
    return Topic(topic.name, names[0].name, topic.node, names[0].broad) if names else topic


def _words(text: str) -> set[str]:
    return {w.lower().rstrip("s") for w in re.findall(r"\w{2,}", text)} - {
        "aws",
        "amazon",
        "the",
        "of",
        "and",
        "for",
        "in",
    }


def _same(one: str, other: str) -> bool:
    return _words(one) == _words(other)
