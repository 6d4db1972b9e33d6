"""One fact -> drafts of questions with one right answer: which name, what is told, true or false, a short answer."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.quiz import ItemKind
from language.boilerplate import NO_NOUN_YET, is_about_others, is_anaphoric
from language.voice import Form, capital
from quiz.facts.sentences import Fact
from quiz.facts.topics import is_chapter
from quiz.items.cloze import best_gap, gapped
from quiz.items.compatibility import describes, is_figure
from quiz.items.draft import Choice, Claim, Draft
from quiz.items.fact_index import FactIndex, shown
from quiz.items.phrases import phrases
from quiz.items.shapes import Build, built, shape_of
from quiz.items.stems import short, what_is_called, what_told, which_name

_TOLD_WORDS = 26  # of an option
_STEM_WORDS = 34
_TELLING = 5  # words by which one thing can be told from all others
_LEAST = {
    "name": 0.3,
    "code": 0.38,
    "command": 0.38,
    "phrase": 0.42,
}  # cosine from which a name that is no kin is plausible
_GAPPED = re.compile(r"\band `?[A-Z][A-Z_]*(?:\(\))?`? (?:an?|the) ")  # "and LEAD() a later one": its verb is left out
_DENIES = re.compile(r"\b(?:no|not|never|without|nothing)\b")
_COMMON = re.compile(r"\b(?:another|each|every|this|that|which|same|other|its|their|your) $", re.IGNORECASE)
_ALONE = re.compile(r"\W*(?:$|[.,;:)]|(?:of|in|on|for|to|that|which|specified|and|or|is|are|was|with|by|at)\b)")
_VOWELS = frozenset("aeiouAEIOU")


def which(fact: Fact, shelf: FactIndex) -> Iterator[Draft]:
    """A description is given, the name is asked for."""
    done = fact.form in (Form.DOES, Form.ORDER, Form.STATE) or (fact.opens and fact.form is Form.THING)
    told = fact.label or (done and fact.voice.language == "en")
    if (
        not told
        or _no_tool(fact)
        or _GAPPED.search(fact.told)
        or fact.before
        or fact.form is Form.PLAIN
        or is_chapter(fact.topic.name)
    ):
        return
    if (
        NO_NOUN_YET.match(fact.told)
        or is_about_others(fact.told)
        or not describes(fact)
        or fact.sort.startswith("relation")
        or not 1 <= len(fact.told.split()) <= _STEM_WORDS
    ):
        return
    pool = shelf.names(fact)
    if fact.form is Form.CLAUSE:
        pool = [c for c in pool if c.kin]
    yield Draft(
        ItemKind.SINGLE,
        which_name(fact),
        fact,
        fact.span,
        (_key(shown(fact), fact, fact.topic.name),),
        tuple(pool),
        tuple(Claim(c.text, fact.told) for c in pool),
        difficulty=0.4,
        least=_LEAST[shape_of(fact)] if fact.voice.language == "en" else 0.4,
        of_names=True,
        fits=0.8 if fact.label else 0.6,
        covers=(fact.key,),
    )


def what(fact: Fact, shelf: FactIndex) -> Iterator[Draft]:
    """The name is given, what is told of it is asked for."""
    relation = fact.sort.startswith("relation")
    if fact.before or len(fact.told.split()) > _TOLD_WORDS or not (len(fact.told) >= 8 or relation):
        return
    if _GAPPED.search(fact.told) or NO_NOUN_YET.match(fact.told) or is_about_others(fact.told):
        return
    figure = not relation and fact.label and not fact.label.verb and is_figure(fact.told)
    if figure or is_anaphoric(fact.told) or built(fact) is Build.MANNER:
        return
    foreign = fact.voice.language != "en"
    saying = fact.form is Form.DOES and fact.voice.language
    if (foreign and not fact.label and not saying) or is_chapter(fact.topic.name):
        return
    pool = [c for c in shelf.tolds(fact) if len(c.fact.told.split()) <= _TOLD_WORDS]
    pool = [c for c in pool if not _GAPPED.search(c.fact.told)]
    yield Draft(
        ItemKind.SINGLE,
        what_told(fact),
        fact,
        fact.span,
        (_key(capital(fact.told), fact, fact.told),),
        tuple(pool),
        tuple(Claim(fact.topic.name, c.fact.told) for c in pool),
        difficulty=0.5,
        least=0.42 if foreign else 0.35,
        fits=0.75 if fact.label or fact.opens else 0.55,
        covers=(fact.key,),
    )


def fill(fact: Fact, shelf: FactIndex) -> Iterator[Draft]:
    """A sentence with a gap, and names or figures of one kind to choose from."""
    gap = best_gap(fact, shelf.words)
    if gap is None or gap.kind in ("word", "label", "letters", ""):
        return
    said = fact.statement
    text = gap.accepted[0]
    if _COMMON.search(said[: gap.start]) or (said[: gap.start].endswith("the ") and _ALONE.match(said[gap.end :])):
        return  # a thing of everyday, and no name: "another Region"
    if fact.voice.language == "de" and gap.kind == "name":
        return  # every noun has a capital: that tells nothing of what fits
    if re.fullmatch(r"[A-Z]\d*", text) and fact.voice.language != "en":
        return
    pool = [c for c in shelf.others(text, gap.kind, fact, [text]) if c.fact.key != fact.key]
    if re.search(r"\ban? $", said[: gap.start]):
        pool = [c for c in pool if (c.text[0] in _VOWELS) == (text[0] in _VOWELS)]
    rest = f"{said[: gap.start]} {said[gap.end :]}"
    yield Draft(
        ItemKind.SINGLE,
        (gapped(fact, gap),),
        fact,
        fact.span,
        (_key(text, fact, text),),
        tuple(pool),
        tuple(Claim(c.text, rest) for c in pool),
        difficulty=0.55,
        least=0.33,
        fits=0.7,
        covers=(fact.key,),
    )


def true_false(fact: Fact, shelf: FactIndex, truth: bool) -> Iterator[Draft]:
    """A statement to judge: as the notes have it, or with what they tell of a thing beside it."""
    if not _is_sentence(fact):
        return
    words = phrases(fact.voice.language)
    so = words.is_so.format(statement=fact.statement)
    yes, no = Choice(words.true, fact, so, right=truth), Choice(words.false, fact, so, right=not truth)
    if truth:
        stem = words.true_false.format(statement=fact.statement.rstrip(".!"))
        yield Draft(
            ItemKind.TRUE_FALSE, (stem,), fact, fact.span, (yes,), (no,), wrong=1, difficulty=0.3, covers=(fact.key,)
        )
        return
    yield from _altered(fact, shelf, no)
    for choice in shelf.tolds(fact, near=True)[:4]:
        if _DENIES.search(choice.fact.told):
            continue  # what one thing is not or needs not, others may neither
        if said := _instead(fact, choice.fact):
            stem = words.true_false.format(statement=said.rstrip(".!"))
            yield Draft(
                ItemKind.TRUE_FALSE,
                (stem,),
                fact,
                fact.span,
                (no,),
                (replace(choice, text=words.true),),
                (Claim(fact.topic.name, choice.fact.told),),
                1,
                difficulty=0.4,
                covers=(fact.key,),
            )


def _altered(fact: Fact, shelf: FactIndex, no: Choice) -> Iterator[Draft]:
    """The statement with another figure of the same unit, or another thing of a list, in it."""
    words, gap = phrases(fact.voice.language), best_gap(fact, shelf.words)
    if gap is None or gap.kind in ("word", "label", "letters", ""):
        return
    for choice in [c for c in shelf.others(gap.accepted[0], gap.kind, fact, [gap.accepted[0]]) if c.kin][:2]:
        said = f"{fact.statement[: gap.start]}{choice.text}{fact.statement[gap.end :]}"
        rest = f"{fact.statement[: gap.start]} {fact.statement[gap.end :]}"
        yield Draft(
            ItemKind.TRUE_FALSE,
            (words.true_false.format(statement=said.rstrip(".!")),),
            fact,
            fact.span,
            (no,),
            (replace(choice, text=words.true),),
            (Claim(choice.text, rest),),
            1,
            difficulty=0.45,
            covers=(fact.key,),
        )


def _no_tool(fact: Fact) -> bool:
    """Whether what one does is told of a manner, or of the trouble itself: "Incrementally: load only what is new"."""
    name = fact.topic.name.lower()
    trouble = fact.form is Form.ORDER and any(name in h.lower() for h in fact.span.passage.headings)
    doing = re.match(r"\w+ing .", name)
    return trouble or bool(doing) or (name.endswith("ly") and " " not in name)


def _is_sentence(fact: Fact) -> bool:
    """Whether the statement is a sentence that can be true or false."""
    if fact.before or len(fact.statement.split()) > _STEM_WORDS or fact.sort.startswith("relation"):
        return False
    if NO_NOUN_YET.match(fact.told):
        return False
    return fact.form is Form.CLAUSE or fact.is_sentence or bool(fact.label and fact.label.verb)


def _instead(fact: Fact, other: Fact) -> str:
    """The statement with what is told of another thing, "" when it would not read well."""
    if other.form is not fact.form or bool(other.label) != bool(fact.label):
        return ""
    if fact.label is None or other.label is None:
        whole = fact.form is Form.CLAUSE
        if whole:
            return "" if fact.mentions_topic or other.mentions_topic else f"{fact.lead}: {other.told}"
        return replace(fact, told=other.told, whole=other.told).statement
    if other.label.verb != fact.label.verb or (other.form is Form.CLAUSE and not other.label.verb):
        return ""  # a clause has a subject of its own: "Graph: B-trees keep keys sorted" is neither true nor false
    if fact.label.verb and fact.whole.endswith(fact.told):
        return f"{fact.whole.removesuffix(fact.told)}{other.label.told}"
    return replace(fact, told=other.told, whole=other.told).statement


def stands_for(fact: Fact) -> Iterator[Draft]:
    """What the letters of a name are short for, when that is what is told of it."""
    letters, told = (
        fact.topic.name,
        re.sub(r"^(?:(?:means|stands for|the|an?|that) )+", "", fact.told, flags=re.IGNORECASE),
    )
    initials = "".join(word[0] for word in re.findall(r"\w+", told) if word[0].isupper())
    if fact.before or not re.fullmatch(r"[A-Z]{3,6}", letters) or letters not in initials:
        return
    stem = phrases(fact.voice.language).stands_for.format(topic=letters)
    yield Draft(
        ItemKind.SHORT, (stem,), fact, fact.span, accepted=(told,), difficulty=0.6, fits=0.7, covers=(fact.key,)
    )


def short_answer(fact: Fact, shelf: FactIndex) -> Iterator[Draft]:
    """The name is to be remembered, not recognised."""
    if (
        NO_NOUN_YET.match(fact.told)
        or is_about_others(fact.told)
        or not describes(fact)
        or _GAPPED.search(fact.told)
        or _no_tool(fact)
        or not fact.label
        or fact.before
        or is_chapter(fact.topic.name)
        or len(fact.label.name.split()) > 4
        or len(short(fact.told).split()) < _TELLING
    ):
        return
    if fact.sort.startswith("relation") or (shape_of(fact) == "phrase" and fact.topic.name in ("time", "price")):
        return
    yield Draft(
        ItemKind.SHORT,
        what_is_called(fact),
        fact,
        fact.span,
        accepted=(shown(fact),),
        difficulty=0.7,
        fits=0.5,
        covers=(fact.key,),
    )


def _key(text: str, fact: Fact, meaning: str) -> Choice:
    words = phrases(fact.voice.language)
    return Choice(text, fact, words.is_so.format(statement=fact.statement), right=True, meaning=meaning)
