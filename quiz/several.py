"""A list, or names that stand together -> drafts of questions with several right answers."""

from collections.abc import Iterator, Sequence
from random import Random

from domain.quiz import ItemKind
from quiz.drafts import Choice, Claim, Draft
from quiz.evidence import shares
from quiz.facts import Fact, Span
from quiz.phrases import phrases
from quiz.relations import Listing, Member
from quiz.shelf import POOL, Shelf, shape_of, shown
from quiz.stems import short
from quiz.voice import capital

_LEAST_PAIRS, _MOST_PAIRS = 3, 5
_PAIR_WORDS = 22


def select(listing: Listing, shelf: Shelf, random: Random) -> Iterator[Draft]:
    """Some members of a list among things that are not."""
    words = phrases(listing.fact.voice.language)
    count = 3 if len(listing.members) > 3 and random.random() < 0.6 else 2
    if len(listing.members) < count:
        return
    chosen = sorted(random.sample(range(len(listing.members)), count))
    right = tuple(_member(listing, listing.members[n], right=True) for n in chosen)
    pool = list(_strangers(listing, shelf))
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
        least=0.45 if listing.sentence else 0.3,
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
        stem = words.complete.format(count=words.one, statement=listing.sentence)
    yield Draft(
        ItemKind.SHORT,
        (stem,),
        listing.fact,
        listing.span,
        accepted=tuple(capital(m.text) for m in listing.members),
        difficulty=0.5,
        fits=0.6,
        covers=tuple((m.span.passage.source.id, m.span.start) for m in listing.members),
    )


def statements(facts: Sequence[Fact], shelf: Shelf) -> Iterator[Draft]:
    """Two things that are told of a topic among what is told of those beside it."""
    fit = [f for f in facts if not f.before and not f.label and len(f.told.split()) <= _PAIR_WORDS]
    pairs = [(a, b) for n, a in enumerate(fit) for b in fit[n + 1 :] if a.span.passage.id == b.span.passage.id]
    for one, other in pairs:
        words = phrases(one.voice.language)
        pool = [c for c in shelf.tolds(one, near=True) if c.kin]
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
            wrong=3 if len(pool) > 3 else 2,
            difficulty=0.65,
            covers=(one.key, other.key),
        )


def match(facts: Sequence[Fact], random: Random) -> Iterator[Draft]:
    """Descriptions to give their names to, of things that stand together in one passage."""
    fit = [f for f in facts if f.label and not f.before and 1 <= len(short(f.told).split()) <= _PAIR_WORDS]
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


def _topic(listing: Listing) -> str:
    """What the members are, with what that belongs to when the name does not say."""
    name, context = listing.topic.name, listing.topic.context
    return f"{name} in {context}" if context and listing.fact.voice.language == "en" else listing.topic.lead


def _member(listing: Listing, member: Member, *, right: bool = False) -> Choice:
    words = phrases(listing.fact.voice.language)
    why = words.belongs.format(told=capital(member.text), topic=listing.topic.lead)
    return Choice(capital(member.text), listing.fact, why, right, member.span, meaning=member.text)


def _strangers(listing: Listing, shelf: Shelf) -> Iterator[Choice]:
    """Members of other lists that are none of this one, lists of the same note first."""
    own = {m.text.casefold() for m in listing.members}
    source = listing.fact.source_id
    size = max(len(m.text.split()) for m in listing.members)
    near = sorted(
        (
            other
            for other in shelf.listings
            if other is not listing and other.fact.voice.language == listing.fact.voice.language
        ),
        key=lambda other: (
            other.span.passage.headings != listing.span.passage.headings or other.fact.source_id != source,
            other.fact.source_id != source,
        ),
    )
    found = 0
    if is_name := sum(listing.fact.voice.is_name(m.text) for m in listing.members) * 2 > len(listing.members):
        texts = [m.text for m in listing.members]
        yield from shelf.others(texts[0], "name", listing.fact, [*texts, listing.topic.name, listing.topic.context])
    for other in () if is_name else near:
        if shares(other.topic.name, listing.topic.name, shelf.words) or other.span.start == listing.span.start:
            continue
        for member in other.members:
            text = member.text.casefold()
            if text in own or len(text.split()) > size + 3 or any(shares(text, o, shelf.words) for o in own):
                continue
            own.add(text)
            found += 1
            yield _member(other, member)
        if found >= 2 * POOL:
            return
