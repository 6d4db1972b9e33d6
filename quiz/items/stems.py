"""A fact -> questions a person would ask about it. English has a question for each form; other languages describe."""

import re

from language.verbs import BE, MODAL, base_of
from language.voice import Form, capital
from quiz.facts.sentences import Fact
from quiz.items.phrases import phrases

_ARTICLE = re.compile(
    r"(?:an?|the|one|two|three|how|when|where|what|that|some|all|every|more|less|fast|\d)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    r"(?:,|;) (?:for (?:example|instance)|e\.g\.|i\.e\.)[,:]? .*$|; .*$|, and (?:[A-Z][\w.-]* )+[a-z]+s .*$", re.DOTALL
)
_ASKING = frozenset("what which true select name".split())
_NOT_DONE = frozenset("support use have include contain need require consist refer mean belong work".split())
_AFTER_MANY = frozenset("of for and in to with by on or from that which at".split())  # what follows a plural
_SHORTEST = 2  # words that must be left when an aside is cut


def short(told: str) -> str:
    """What is told without its example."""
    cut = _ASIDE.sub("", told).strip(" ,;:-")
    return cut if len(cut.split()) >= _SHORTEST and cut.count("(") == cut.count(")") else told


def which_name(fact: Fact) -> tuple[str, ...]:
    """Questions whose answer, to be chosen, is the name of the topic."""
    told = short(fact.told)
    described = tuple(capital(_placed(fact, s.format(told=told))) for s in phrases(fact.voice.language).described)
    asked = _asked(fact, told)
    return (capital(_placed(fact, f"which of these {asked}?")), *described) if asked else described


def what_is_called(fact: Fact) -> tuple[str, ...]:
    """Questions whose answer, to be remembered, is the name of the topic."""
    told = short(fact.told)
    described = capital(_placed(fact, phrases(fact.voice.language).what_is_called.format(told=told)))
    asked = _asked(fact, told)
    return (capital(_placed(fact, f"what {asked}?")), described) if asked else (described,)


def _asked(fact: Fact, told: str) -> str:
    """How "which of these" goes on in English, "" when it does not."""
    if fact.voice.language != "en" or told.endswith("?"):
        return ""
    low = f"{told[0].lower()}{told[1:]}"
    if fact.label and fact.label.verb:
        return f"{fact.label.verb} {fact.voice.lower(told)}"
    match fact.form:
        case Form.DOES:
            return low
        case Form.ORDER:
            return f"would you use to {low}" if not fact.plural else ""
        case Form.STATE:
            return f"is {low}"
        case Form.THING if _ARTICLE.match(told) and not tells(told.split()):
            return f"is {low}"
    return ""


def tells(words: list[str]) -> bool:
    """Whether what looks like a thing may hold the verb of a sentence: "a configuration covers encryption"."""
    return any(
        n > 1 and base_of(word) and words[n + 1].lower() not in _AFTER_MANY for n, word in enumerate(words[:-1][:9])
    )


def what_told(fact: Fact) -> tuple[str, ...]:
    """Questions whose answer is what is told of the topic."""
    words = phrases(fact.voice.language)
    name = _named(fact)
    about = tuple(
        capital(_placed(fact, fact.voice.lower(s.format(topic=f"{_article(fact, name)}{name}")))) for s in words.about
    )
    if fact.voice.language != "en":
        return tuple(s.format(topic=fact.topic.lead) for s in words.about)
    if fact.sort.startswith("relation"):
        the = "" if re.match(r"(?:the|what) ", name) else "the "
        verb = "" if name.startswith("what ") else "are " if fact.plural else "is "
        return (capital(_placed(fact, f"what {verb}{the}{name}?".replace("what what to", "what should you"))),)
    if not (fact.label or fact.opens) or fact.before:
        return (*_advice(fact, name), *about)
    return (*_asked_directly(fact, name), *about)


def _advice(fact: Fact, name: str) -> tuple[str, ...]:
    if fact.form is not Form.ORDER or fact.before:
        return ()
    return (capital(_placed(fact, f"which advice holds for {_article(fact, name)}{name}?")),)


def _asked_directly(fact: Fact, name: str) -> tuple[str, ...]:
    """What is it, or what does it do, where that makes a question."""
    many, first = fact.plural, fact.told.split()[0].lower()
    if fact.form is Form.ORDER and not fact.label:
        return _advice(fact, name)
    if fact.form is Form.THING and re.match(r"\w+ing ", name):
        return ()
    if fact.form is Form.THING and fact.label and not fact.label.verb and not _ARTICLE.match(fact.told):
        return (capital(_placed(fact, f"which of these describes {_article(fact, name)}{name}?")),)
    if fact.form is Form.THING and not (fact.label and fact.label.verb == "means"):
        return (capital(_placed(fact, f"what {'are' if many else 'is'} {_article(fact, name)}{name}?")),)
    if (
        fact.form in (Form.DOES, Form.ORDER)
        and not many
        and first not in BE | MODAL
        and base_of(first) not in _NOT_DONE
    ):
        return (capital(_placed(fact, f"what does {_article(fact, name)}{name} do?")),)
    return ()


def _named(fact: Fact) -> str:
    """The topic's name; with what it belongs to when it is an ordinary word that could be anything's."""
    context = fact.topic.context
    if context and not fact.voice.is_name(context):
        return fact.topic.name if fact.voice.is_name(fact.topic.name) else fact.topic.lead
    return fact.topic.name


def _article(fact: Fact, name: str) -> str:
    """The article with which the note itself speaks of an ordinary thing: "a crawler"."""
    found = re.match(rf"(an?|the) {re.escape(name)}\b", fact.whole, re.IGNORECASE)
    if fact.voice.is_name(name) or fact.voice.language != "en":
        return ""
    return f"{found[1].lower()} " if found else _counted(fact, name)


def _counted(fact: Fact, name: str) -> str:
    """The article of one of several things, when the notes speak of a thing so anywhere: "a partition key"."""
    head = re.split(r" (?:of|for|in|with|to|that|which|when|from|on|by) | \(", name)[0].split()[-1]
    code = fact.label is not None and fact.label.code
    if fact.plural or code or not fact.voice.is_counted(head) or re.match(r"(?:an?|the) |\w+ing \S+ ", name):
        return ""
    return "an " if name[0].lower() in "aeio" else "a "


def _placed(fact: Fact, question: str) -> str:
    """The question after "In Redshift," when what the topic belongs to has a name that the question lacks."""
    context = fact.topic.context
    if fact.voice.language != "en" or not context or not fact.voice.is_name(context):
        return question
    if context.lower() in question.lower():
        return question
    first = question[0].lower() if question.split()[0].lower() in _ASKING else question[0]
    field = fact.topic.broad and not re.match(r"\w+ing ", context)  # "Writing with Athena" is a chapter
    return f"{'in ' if field else ''}{context}{',' if field else ':'} {first}{question[1:]}"
