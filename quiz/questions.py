"""One fact -> drafts of questions with one right answer: which name, what is told, true or false, a short answer."""

import re
from collections.abc import Iterator
from dataclasses import replace

from domain.quiz import ItemKind
from quiz.drafts import Choice, Claim, Draft
from quiz.facts import Fact
from quiz.phrases import phrases
from quiz.shelf import Shelf, shape_of, shown
from quiz.stems import short, what_told, which_name
from quiz.voice import Form, capital

_TOLD_WORDS = 26  # of an option
_STEM_WORDS = 34


def which(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """A description is given, the name is asked for."""
    if not (fact.label or fact.opens or fact.form in (Form.DOES, Form.ORDER, Form.STATE)) or fact.before:
        return
    if fact.sort.startswith("relation") or len(fact.told.split()) > _STEM_WORDS:
        return
    pool = shelf.names(fact)
    yield Draft(
        ItemKind.SINGLE,
        which_name(fact),
        fact,
        fact.span,
        (_key(shown(fact), fact),),
        tuple(pool),
        tuple(Claim(c.fact.topic.name, fact.told) for c in pool),
        difficulty=0.4,
        fits=0.8 if fact.label else 0.6,
        covers=(fact.key,),
    )


def what(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """The name is given, what is told of it is asked for."""
    if fact.before or len(fact.told.split()) > _TOLD_WORDS or len(fact.told) < 8:
        return
    pool = [c for c in shelf.tolds(fact) if len(c.fact.told.split()) <= _TOLD_WORDS]
    yield Draft(
        ItemKind.SINGLE,
        what_told(fact),
        fact,
        fact.span,
        (_key(capital(fact.told), fact),),
        tuple(pool),
        tuple(Claim(fact.topic.name, c.fact.told) for c in pool),
        difficulty=0.5,
        fits=0.75 if fact.label or fact.opens else 0.55,
        covers=(fact.key,),
    )


def true_false(fact: Fact, shelf: Shelf, truth: bool) -> Iterator[Draft]:
    """A statement to judge: as the notes have it, or with what they tell of another thing of the same kind."""
    words = phrases(fact.voice.language)
    if fact.before or len(fact.statement.split()) > _STEM_WORDS or fact.form is Form.PLAIN:
        return
    true, false = capital(words.true), capital(words.false)
    so = words.is_so.format(statement=capital(fact.statement))
    if truth:
        stem = words.true_false.format(statement=capital(fact.statement))
        right = Choice(true, fact, so, right=True)
        wrong = Choice(false, fact, so)
        yield Draft(
            ItemKind.TRUE_FALSE,
            (stem,),
            fact,
            fact.span,
            (right,),
            (wrong,),
            (),
            1,
            difficulty=0.3,
            fits=0.6,
            covers=(fact.key,),
        )
        return
    for choice in shelf.tolds(fact)[:4]:
        said = _instead(fact, choice.fact)
        if not said:
            continue
        stem = words.true_false.format(statement=capital(said))
        wrong = Choice(true, choice.fact, choice.why)
        right = Choice(false, fact, so, right=True)
        yield Draft(
            ItemKind.TRUE_FALSE,
            (stem,),
            fact,
            fact.span,
            (right,),
            (wrong,),
            (Claim(fact.topic.name, choice.fact.told),),
            1,
            difficulty=0.4,
            fits=0.6,
            covers=(fact.key,),
        )


def _instead(fact: Fact, other: Fact) -> str:
    """The statement with what is told of another thing, "" when it would not read well."""
    if fact.label is None and fact.form is Form.CLAUSE:
        return "" if fact.mentions_topic or other.mentions_topic else f"{fact.topic.lead}: {other.told}"
    if fact.label and fact.label.verb:
        if not other.label or other.label.verb != fact.label.verb:
            return ""
        opening = re.match(rf"(?:an? |the )?{re.escape(fact.label.name)}", fact.whole, re.IGNORECASE)
        return f"{opening[0]} {fact.label.verb} {other.label.told}" if opening else ""
    return (
        replace(fact, told=other.told, whole=other.told).statement
        if fact.label == other.label is None or (fact.label and other.label and not other.label.verb)
        else ""
    )


def short_answer(fact: Fact, shelf: Shelf) -> Iterator[Draft]:
    """The name is to be remembered, not recognised."""
    if not fact.label or fact.before or len(fact.label.name.split()) > 4 or len(fact.told.split()) < 4:
        return
    if fact.sort.startswith("relation") or (shape_of(fact) == "phrase" and fact.topic.name in ("time", "price")):
        return
    stem = phrases(fact.voice.language).what_is_called.format(told=short(fact.told))
    named = [capital(stem)]
    if fact.topic.context and fact.voice.language == "en":
        named.insert(0, f"In {fact.topic.context}, {fact.voice.lower(stem)}")
    yield Draft(
        ItemKind.SHORT,
        tuple(named),
        fact,
        fact.span,
        accepted=(shown(fact),),
        difficulty=0.7,
        fits=0.5,
        covers=(fact.key,),
    )


def _key(text: str, fact: Fact) -> Choice:
    words = phrases(fact.voice.language)
    return Choice(text, fact, words.is_so.format(statement=capital(fact.statement)), right=True)
