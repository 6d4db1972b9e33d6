"""A list, or names that stand together -> drafts of questions with several right answers."""

from collections.abc import Iterator, Sequence
from random import Random

from domain.ports import Words
from domain.quiz import ItemKind
from language.boilerplate import NO_NOUN_YET
from language.verbs import is_verb
from language.voice import capital
from quiz.facts.evidence import shares
from quiz.facts.lists import Listing, Member
from quiz.facts.names import kind_of
from quiz.facts.sentences import Fact, Span
from quiz.items.draft import Choice, Claim, Draft
from quiz.items.fact_index import POOL, FactIndex, shown
from quiz.items.phrases import phrases
from quiz.items.shapes import shape_of
from quiz.items.stems import short

_LEAST_PAIRS, _MOST_PAIRS = 3, 5
_PAIR_WORDS = 22


def select(listing: Listing, shelf: FactIndex, random: Random) -> Iterator[Draft]:
    """Some members of a list among things that are not."""
    words = phrases(listing.fact.voice.language)
    count = 3 if len(listing.members) > 3 and random.random() < 0.6 else 2
    if len(listing.members) < count:
        return
    chosen = sorted(random.sample(range(len(listing.members)), count))
    right = tuple(_member(listing, listing.members[n], right=True) for n in chosen)
    pool = [c for c in _strangers(listing, shelf) if c.kin or listing.fact.voice.language == "en"]
    number = words.numbers[count - 2]
    if listing.sentence:
        stems: tuple[str, ...] = (words.complete.format(count=number, statement=listing.sentence),)
    else:
        topic = _topic(listing)
        stems = tuple(s.format(count=number, topic=topic) for s in words.of_these)
    yield Draft(
        ItemKind.MULTI,
        stems,
        listing.fact,
        listing.span,
        right,
        tuple(pool),
        tuple(Claim(listing.topic.name, c.text) for c in pool),
        5 - count,
        difficulty=0.55,
        least=0.42,
        fits=0.8,
        covers=tuple((m.span.passage.source.id, m.span.start) for m in listing.members),
    )


def name_one(listing: Listing) -> Iterator[Draft]:
    """Any member of a list, from memory."""
    if len(listing.members) < 2:
        return
    words = phrases(listing.fact.voice.language)
    stem = words.name_one.format(topic=_topic(listing))
    if listing.sentence:
        stem = words.complete_one.format(statement=listing.sentence)
    yield Draft(
        ItemKind.SHORT,
        (stem,),
        listing.fact,
        listing.span,
        accepted=tuple(m.text if m.code else capital(m.text) for m in listing.members),
        difficulty=0.5,
        fits=0.6,
        covers=tuple((m.span.passage.source.id, m.span.start) for m in listing.members),
    )


def statements(facts: Sequence[Fact], shelf: FactIndex) -> Iterator[Draft]:
    """Two things that are told of a topic among what is told of those beside it."""
    fit = [f for f in facts if not f.before and not f.label and len(f.told.split()) <= _PAIR_WORDS]
    pairs = [(a, b) for n, a in enumerate(fit) for b in fit[n + 1 :] if a.span.passage.id == b.span.passage.id]
    for one, other in pairs:
        words = phrases(one.voice.language)
        pool = [c for c in shelf.tolds(one) if (c.kin or one.voice.language == "en") and not c.fact.label]
        right = tuple(
            Choice(capital(f.told), f, words.is_so.format(statement=f.statement), right=True, meaning=f.told)
            for f in (one, other)
        )
        span = Span(one.span.passage, one.span.start, other.span.end)
        yield Draft(
            ItemKind.MULTI,
            tuple(s.format(count=words.numbers[0], topic=one.topic.lead) for s in words.both_true),
            one,
            span,
            right,
            tuple(pool),
            tuple(Claim(one.topic.name, c.fact.told) for c in pool),
            wrong=3 if len(pool) > 5 else 2,
            difficulty=0.65,
            least=0.42,
            covers=(one.key, other.key),
        )


def match(facts: Sequence[Fact], vocabulary: Words, random: Random) -> Iterator[Draft]:
    """Descriptions to give their names to, of things that stand together in one passage."""
    fit = [f for f in facts if f.label and not f.before and not NO_NOUN_YET.match(f.told)]
    fit = [f for f in fit if 1 <= len(short(f.told).split()) <= _PAIR_WORDS]
    fit = [f for f in fit if not _tells(f, vocabulary) and not _is_answer(f)]
    if len(fit) < _LEAST_PAIRS:
        return
    fit = [f for f in fit if f.span.passage.id == fit[0].span.passage.id and shape_of(f) == shape_of(fit[0])]
    names = {f.topic.name.casefold() for f in fit}
    tolds = {short(f.told).casefold() for f in fit}
    if len(fit) < _LEAST_PAIRS or len(names) < len(fit) or len(tolds) < len(fit):
        return
    if len(fit) > _MOST_PAIRS:
        at = random.randrange(len(fit) - _MOST_PAIRS + 1)
        fit = fit[at : at + _MOST_PAIRS]
    words = phrases(fit[0].voice.language)
    span = Span(fit[0].span.passage, fit[0].span.start, fit[-1].span.end)
    context = ", ".join(shown(f) for f in fit)
    right = tuple(
        Choice(shown(f), f, words.means.format(topic=capital(f.topic.lead), told=f.told), right=True) for f in fit
    )
    yield Draft(
        ItemKind.MATCHING,
        (words.match.format(topic=context),),
        fit[0],
        span,
        right,
        prompts=tuple(capital(short(f.told)) for f in fit),
        wrong=0,
        difficulty=0.5,
        fits=0.7,
        covers=tuple(f.key for f in fit),
    )


def _is_answer(fact: Fact) -> bool:
    """Whether it is a need that stands first, and the name of what serves it is told."""
    return fact.voice.is_name(fact.told) and not fact.voice.is_name(fact.topic.name)


def _tells(fact: Fact, words: Words) -> bool:
    """Whether a description holds half of the name that it is to be given."""
    name = set(words.terms(fact.topic.name))
    return 2 * len(name & set(words.terms(fact.told))) >= max(1, len(name))


def _topic(listing: Listing) -> str:
    """What the members are, with what that belongs to when the name does not say."""
    name, context, voice = listing.topic.name, listing.topic.context, listing.fact.voice
    if voice.language != "en":
        return listing.topic.lead
    return f"{name} in {context}" if context and voice.is_name(context) else name


def _member(listing: Listing, member: Member, *, right: bool = False, kin: bool = False) -> Choice:
    words = phrases(listing.fact.voice.language)
    text = member.text if member.code else capital(member.text)
    why = words.belongs.format(told=text, topic=listing.topic.lead)
    return Choice(text, listing.fact, why, right, member.span, meaning=member.text, kin=kin)


def _kind(listing: Listing) -> str:
    """What most of the members are: code, names, letters or phrases."""
    voice = listing.fact.voice
    kinds = ["code" if m.code else kind_of(m.text) if voice.is_name(m.text) else "phrase" for m in listing.members]
    return max(sorted(set(kinds)), key=kinds.count)


def _are_done(listing: Listing) -> bool:
    """Whether the members are what one does: "enable, disable"."""
    return 2 * sum(is_verb(m.text.split()[0]) for m in listing.members) > len(listing.members)


def _strangers(listing: Listing, shelf: FactIndex) -> Iterator[Choice]:
    """What is none of a list: members of lists set beside it, then names or members of other lists of its kind."""
    taken = [m.text for m in listing.members]
    kind = _kind(listing)
    for kin, other in _others(listing, shelf):
        if not kin and (kind != _kind(other) or _are_done(listing) != _are_done(other)):
            continue
        for member in other.members:
            named = listing.fact.voice.is_name(member.text) or member.code
            if any(shares(member.text, t, shelf.words) for t in taken) or (not kin and named == (kind == "phrase")):
                continue
            taken.append(member.text)
            yield _member(other, member, kin=kin)
        if len(taken) > len(listing.members) + 2 * POOL:
            return
    if kind != "phrase":
        names = [*taken, listing.topic.name, listing.topic.context]
        yield from shelf.others(taken[0], kind, listing.fact, names)


def _others(listing: Listing, shelf: FactIndex) -> list[tuple[bool, Listing]]:
    """The other lists: those of the same relation in one section, or of the same thing, are kin; near ones first."""
    found: list[tuple[int, bool, Listing]] = []
    for other in (*shelf.listings, *shelf.singles):
        if other.span.start == listing.span.start or other.fact.voice.language != listing.fact.voice.language:
            continue
        if shares(other.topic.name, listing.topic.name, shelf.words):
            continue
        here = other.fact.source_id == listing.fact.source_id
        section = here and other.span.passage.headings == listing.span.passage.headings
        kin = section and not listing.sentence and _are_kin(listing, other)
        found.append((0 if kin else 1 if section else 2 if here else 3, kin, other))
    return [(kin, other) for _, kin, other in sorted(found, key=lambda f: f[0])]


def _are_kin(one: Listing, other: Listing) -> bool:
    """Whether two lists say the same of two things, or two things of one: its causes and its remedies."""
    if one.relation and one.relation == other.relation:
        return True
    both = one.relates and other.relates and _kind(one) == _kind(other)
    both = both and _are_done(one) == _are_done(other)
    return both and bool(one.of) and one.of == other.of
