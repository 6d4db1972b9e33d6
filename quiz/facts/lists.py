"""Lines such as "Checks: null counts, missing values" and items under "Causes" -> what they are to the topic above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.documents import Block, BlockKind
from domain.outline import children
from language.boilerplate import bare, is_noise
from language.verbs import is_noun_too
from language.voice import Form
from quiz.facts.sentences import Fact, FactReader, Span, sort_of
from quiz.facts.topics import Topic, cleaned, is_relation, label_of, named, with_context

_LINE = re.compile(r"^(?P<label>[^.;:!?]{3,60}): (?P<rest>\S.*)$", re.DOTALL)
_FOR = re.compile(
    r"^(?:checks?|requirements?|conditions?|sources?|settings|tips|solutions?|fix(?:es)?)$", re.IGNORECASE
)
_SPLIT = re.compile(r",\s+(?:and |or |e |und |et |y )?|;\s+")
_LAST = re.compile(r"\s+(?:and|or|e|o|und|oder|et|ou|y)\s+")
_KINDS = re.compile(  # what a list is headed by when its items are the answer
    r".*\b(?:types|kinds|modes|methods|styles|options|patterns|rules|levels|classes|ways|techniques|strategies|formats|"
    r"stages|guarantees|functions|transforms|transformations|policies|keys|indexes|actions|features|limits|models|"
    r"operators|services|sources|targets|destinations|engines|tools|properties|dimensions|metrics|phases|layers|"
    r"causes|benefits|reasons|steps|states|roles|languages|permissions|insights|components|elements|commands|"
    r"operations|databases|stores|encodings|protocols|algorithms|structures|grantees|clients|structures|schemes|tipi|"
    r"livelli|modelli|operazioni|operatori|fasi|metodi|proprietà|vantaggi|svantaggi|regole)",
    re.IGNORECASE,
)
_ASKING = frozenset("who what when where why how which yes no true false".split())
_REST = re.compile(r"(?:other|more|further|additional|altri|altre|weitere|autres|otros|otras)\b", re.IGNORECASE)
_MEMBER_WORDS = 8
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Member:
    """One of the things listed."""

    text: str
    span: Span
    named: bool = False  # whether it is the name that opens an item
    code: bool = False  # whether the note sets it as code


@dataclass(frozen=True, slots=True)
class Listing:
    """Things that belong together: "causes of data skew"."""

    topic: Topic  # its name says what the members are
    members: tuple[Member, ...]
    span: Span
    fact: Fact  # the list as one fact
    sentence: str = ""  # the sentence that the members complete, when the list is headed by one
    relation: str = ""  # what they are, in a word: "cause"
    of: str = ""  # to what: "data skew"
    relates: bool = False  # whether the list is headed by a relation and not by the name of a kind of things


def related(notes: FactReader) -> Iterator[Fact]:
    """Lines that open with what they are to the topic above: "Symptom: one task runs long after the others"."""
    for n, block in enumerate(notes.document.outline):
        if block.kind in (BlockKind.HEADING, BlockKind.CODE, BlockKind.ROW) or not block.sentences:
            continue
        found = _LINE.match(bare(block.sentences[0].plain))
        if not found or not is_relation(found["label"]) or notes.is_elsewhere(n):
            continue
        span = notes.span(block.sentences[0].start, block.sentences[0].end)
        wider = notes.above(n)
        told = re.sub(r",? etc\.?$", "", found["rest"].rstrip("."))
        if span and wider and not is_noise(told):
            name = phrase(found["label"], wider[0].name, notes)
            topic = with_context(Topic(name, node=n), wider, notes.voice)
            sort = f"relation {cleaned(found['label']).split(' ')[0].lower().rstrip('s')}"
            form = notes.voice.form(told)
            yield Fact(topic, told, form, span, n, -2, notes.voice, None, "", True, told, sort=sort)


def phrase(label: str, topic: str, notes: FactReader) -> str:
    """ "Causes" of data skew; "Techniques to address it" with the thing for "it"."""
    label = notes.voice.lower(cleaned(label))
    if re.search(r"\b(?:it|them|this)\b", label):
        return re.sub(r"\b(?:it|them|this)\b", topic, label)
    own = {w.lower().rstrip("s") for w in label.split()}
    if {w.lower().rstrip("s") for w in topic.split()} & own or re.search(r" (?:of|for|to) ", label):
        return label
    return f"{label} {'for' if _FOR.match(label) else 'of'} {topic}"


def listings(notes: FactReader) -> Iterator[Listing]:
    """Every list whose items are short."""
    for n, block in enumerate(notes.document.outline):
        if block.kind is BlockKind.CODE or not block.plain or notes.is_elsewhere(n):
            continue
        found = _inline(notes, n) or _below(notes, n)
        if found:
            yield found


def _below(notes: FactReader, n: int) -> Listing | None:
    """The list of what stands under a block."""
    outline = notes.document.outline
    plain = bare(outline[n].plain)
    members = [m for c in children(notes.document, n) if (m := _member(notes, c))]
    kids = children(notes.document, n)
    if len(members) < max(_LEAST, len(kids)) or len({m.text.casefold() for m in members}) < len(members):
        return None
    if len({m.named for m in members}) > 1 and outline[n].kind is BlockKind.HEADING:
        return None
    label = label_of(plain)
    wider = notes.above(n)
    if label and notes.voice.form(label) is Form.CLAUSE:
        label = ""
    sentence = "" if label or not plain.endswith(":") else plain.rstrip(": ")
    if sentence and (is_noise(sentence) or len(sentence.split()) > 25):
        return None
    if not sentence and not (label and _heads(label, outline[n], notes, [m.text for m in members])):
        return None
    texts = [m.text for m in members]
    if label and _REST.match(label):
        return None
    name = _name(label, wider[0].name if wider else "", notes, texts) if label else ""
    topic = with_context(Topic(name or (wider[0].name if wider else ""), node=n), wider, notes.voice)
    start = outline[n].start if outline[n].kind is not BlockKind.HEADING else members[0].span.start
    span = notes.span(start, members[-1].span.end) or notes.span(members[0].span.start, members[-1].span.end)
    if span is None or not topic.name:
        return None
    return _listing(notes, n, topic, members, span, sentence)


def _inline(notes: FactReader, n: int) -> Listing | None:
    """The list in a line: "Sources: Redshift, Aurora, RDS"."""
    block = notes.document.outline[n]
    plain = bare(block.plain)
    found = _LINE.match(plain)
    if not found or block.kind is BlockKind.ROW or len(block.sentences) != 1:
        return None
    label = cleaned(found["label"])
    parts = _parts(found["rest"], notes)
    wider = notes.above(n)
    span = notes.span(block.sentences[0].start, block.sentences[0].end)
    if (
        not span
        or len(parts) < _LEAST + 1
        or not all(_is_member(p, notes) for p in parts)
        or not _is_many(label)
        or not wider
        or is_noise(plain)
    ):
        return None
    name = _name(label, wider[0].name, notes)
    if not name:
        return None
    topic = with_context(Topic(name, node=n), wider, notes.voice)
    return _listing(notes, n, topic, [Member(p, span) for p in parts], span, "")


def _parts(text: str, notes: FactReader) -> list[str]:
    """What commas part; the last "and" does, too, where what stands before it is one thing."""
    parts = [re.sub(r" etc\.?$", "", p).strip(" .") for p in _SPLIT.split(text)]
    last = _LAST.split(parts[-1])
    if len(parts) > 1 and len(last) == 2 and (len(last[0].split()) == 1 or notes.voice.is_name(last[0])):
        parts[-1:] = last
    return parts


def _is_member(text: str, notes: FactReader) -> bool:
    long = len(text.split()) > _MEMBER_WORDS - 3 or not text
    said = long or notes.voice.form(text) in (Form.CLAUSE, Form.SCRAP, Form.DOES)
    return not said and not re.search(r"[(:]", text) and text.lower() not in _ASKING


def _listing(notes: FactReader, n: int, topic: Topic, members: list[Member], span: Span, sentence: str) -> Listing:
    told = ", ".join(m.text for m in members)
    fact = Fact(topic, told, Form.THING, span, n, -2, notes.voice, None, whole=told)
    label = label_of(bare(notes.document.outline[n].plain))
    relation = sort_of(label) or (relation_word(label) if is_relation(label) else "")
    wider = next((t.name for t in notes.above(n)), "")
    return Listing(topic, tuple(members), span, fact, sentence, relation, wider, is_relation(label))


def single(notes: FactReader) -> Iterator[Listing]:
    """Lines too short for a list of their own: "Checks: comparing with trusted sources"; what another could hold."""
    for fact in related(notes):
        parts = [p for p in _parts(fact.told, notes) if _is_member(p, notes)]
        if parts:
            relation, wider = relation_word(fact.sort.split(" ", 1)[1]), fact.topic.name
            members = tuple(Member(p, fact.span) for p in parts)
            yield Listing(fact.topic, members, fact.span, fact, "", relation, wider)


def relation_word(label: str) -> str:
    """ "Causes" is cause."""
    words = cleaned(label).lower().split()
    return words[0].rstrip("s") if words else ""


def _member(notes: FactReader, n: int) -> Member | None:
    """A block as one of a list: the name that opens it, or all of it when it is short."""
    block = notes.document.outline[n]
    if block.kind not in (BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.QUOTE) or not block.sentences:
        return None
    label = notes.label(n)
    text = label.name if label else re.sub(r",? etc\b.*$", "", bare(block.plain).rstrip(".:;"))
    span = notes.span(block.start, block.end)
    clause = not label and notes.voice.form(text) in (Form.CLAUSE, Form.SCRAP)
    if not span or not text or len(text.split()) > _MEMBER_WORDS or is_noise(text) or clause:
        return None
    code = bool(label and label.code) or block.sentences[0].plain.startswith("`")
    return Member(text, span, label is not None, code)


def _heads(label: str, block: Block, notes: FactReader, members: Sequence[str]) -> bool:
    """Whether a label heads a list: it names a kind of things, or what one can do in several ways."""
    if block.kind is BlockKind.HEADING:
        return bool(_KINDS.fullmatch(re.split(r" (?:of|for|to|in) ", cleaned(label))[0])) and " and " not in label
    return _is_many(label) or (notes.voice.form(label) is Form.ORDER and _is_done(label, members))


def _is_many(label: str) -> bool:
    """Whether a label names several things."""
    head = re.split(r" (?:of|for|to|in|that|with|used) ", cleaned(label))[0].lower()
    return (head.endswith("s") and not head.endswith(("ss", "us", "is", "aws"))) or bool(_KINDS.fullmatch(head))


def _name(label: str, topic: str, notes: FactReader, members: Sequence[str] = ()) -> str:
    """What the members of a list are: "causes of data skew", "ways to refresh SPICE data"."""
    if topic and is_relation(label):
        return phrase(label, topic, notes)
    if notes.voice.language == "en":
        if notes.voice.form(label) is Form.ORDER and _is_done(label, members):
            return f"ways to {notes.voice.lower(label)}"
        if re.match(r"[A-Z]?[a-z]+ing ", label):
            return f"ways of {notes.voice.lower(label)}"
    return named(label, notes.voice)


def _is_done(label: str, members: Sequence[str]) -> bool:
    """Whether a label opens with a verb: one that can be a noun is a verb when its items do the same."""
    verb = label.split()[0].lower()
    return not is_noun_too(verb) or any(verb in m.lower().split() for m in members)
