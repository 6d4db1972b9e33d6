"""A document -> its facts: what each sentence says of what, with the exact span that says it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.documents import Block, BlockKind, Document, Passage, Sentence
from domain.outline import ancestors, children
from language.boilerplate import bare, is_anaphoric, is_elsewhere, is_noise, is_step_or_link, says_enough
from language.verbs import finite as is_finite
from language.verbs import of_many
from language.voice import Form, Voice, capital
from quiz.facts.labels import Label, defined_in, label_in
from quiz.facts.topics import Topic, above, is_relation, is_relation_line, label_of, topic_of, with_context

MOST_WORDS = 45  # of a sentence that can be asked about
_RUN = 3  # sentences that lean on each other, at most


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a document that lie inside one passage."""

    passage: Passage
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is said of a topic."""

    topic: Topic
    told: str  # what is said, plain, without full stop: "removes nodes", "a visual editor"
    form: Form
    span: Span
    block: int
    group: int  # the block under which things of the same kind stand; -1 for the document itself, -2 for none
    voice: Voice
    label: Label | None = None  # the name that opens the sentence, when the fact says what that is
    before: str = ""  # sentences that this one leans on, plain
    opens: bool = False  # whether it is the first thing said of its topic
    whole: str = ""  # the sentence as it stands, plain
    close: bool = False  # whether what stands in the group was set side by side, and not only under one heading
    sort: str = ""  # what kind of thing the topic is: "check", "recipe step"; "" when the notes do not say

    @property
    def source_id(self) -> str:
        """Where it is said."""
        return self.span.passage.source.id

    @property
    def key(self) -> tuple[str, int]:
        """What tells one fact from another: two facts of one span are one."""
        return self.source_id, self.span.start

    @property
    def statement(self) -> str:
        """The fact as a sentence or line that needs nothing around it; ends without a full stop."""
        lead = self.lead
        if self.before:
            return f"{lead}: {self.before} {self.whole}"
        if self.label and self.label.verb:
            return f"{capital(self.topic.context)}: {self.whole}" if self.topic.context else self.whole
        if self.label is None and self.form is Form.CLAUSE:
            return self.whole if self.mentions_topic else f"{lead}: {self.told}"
        if self.is_sentence and not (self.label and self.label.verb):
            return f"{lead} {self.voice.lower(self.told)}"
        return f"{lead}: {self.told}"

    @property
    def lead(self) -> str:
        """The topic as it opens a line; code keeps its case."""
        return self.topic.lead if self.label and self.label.code else capital(self.topic.lead)

    @property
    def is_sentence(self) -> bool:
        """Whether the topic and what is told of it make a sentence as they stand."""
        if self.voice.language != "en":
            return False
        if self.plural:
            return self.form is Form.ORDER and of_many(self.told.split())
        return self.form is Form.DOES and not self.told.lower().startswith("are ")

    @property
    def mentions_topic(self) -> bool:
        """Whether the sentence itself names what it is about, and what that belongs to."""
        said = self.whole.casefold()
        return all(_stem(w) in said for w in f"{self.topic.name} {self.topic.context}".casefold().split())

    @property
    def plural(self) -> bool:
        """Whether the topic is several things, as far as its last letter tells."""
        if self.label and (self.label.code or self.label.verb in ("is", "was")):
            return False
        head = re.split(r" (?:of|for|in|with|to|that|which|when) ", self.topic.name)[0].lower()
        if " and " in head:
            return True
        if self.topic.name.split()[-1].isupper():
            return False
        return head.endswith("s") and not head.endswith(("ss", "us", "is", "ics", "aws"))


def _stem(word: str) -> str:
    return word.strip("().,").removesuffix("s")


@dataclass(frozen=True)
class FactReader:
    """A document with its passages, read for facts."""

    document: Document
    passages: Sequence[Passage]

    @cached_property
    def voice(self) -> Voice:
        """How the document speaks."""
        return Voice.of(self.document)

    @cached_property
    def _starts(self) -> list[int]:
        return [p.start for p in self.passages]

    def span(self, start: int, end: int) -> Span | None:
        """The span with the passage that holds it whole, None when none does."""
        for passage in self.passages[max(0, bisect_right(self._starts, start) - 2) : bisect_right(self._starts, start)][
            ::-1
        ]:
            if passage.start <= start and end <= passage.end:
                return Span(passage, start, end)
        return None

    def facts(self) -> Iterator[Fact]:
        """Every fact in reading order."""
        said: set[int] = set()  # topic nodes of which something was said
        for n, block in enumerate(self.document.outline):
            if block.kind in (BlockKind.CODE, BlockKind.ROW) or self.is_elsewhere(n):
                continue
            for fact in self._of_block(n, block, said):
                said.add(fact.topic.node)
                yield fact

    @cached_property
    def _above(self) -> dict[int, tuple[Topic, ...]]:
        return {}

    def above(self, n: int) -> tuple[Topic, ...]:
        """What stands above a block and has a name of its own, innermost first."""
        if n not in self._above:
            self._above[n] = tuple(above(self.document, n, self.voice))
        return self._above[n]

    @cached_property
    def _labels(self) -> dict[int, Label | None]:
        return {}

    def label(self, n: int) -> Label | None:
        """The name that opens a block, if one does."""
        if n not in self._labels:
            block = self.document.outline[n]
            found = label_in(self.document, block, block.sentences[0], self.voice) if block.sentences else None
            self._labels[n] = found
        return self._labels[n]

    def is_elsewhere(self, n: int) -> bool:
        """Whether a block stands under a heading of steps, links or what the note says of itself."""
        outline = self.document.outline
        return is_elsewhere(
            tuple(outline[a].plain for a in ancestors(self.document, n) if outline[a].kind is BlockKind.HEADING)
        )

    def _of_block(self, n: int, block: Block, said: set[int]) -> Iterator[Fact]:
        label = self.label(n)
        for run in _runs(block.sentences):
            if label and len(run) > 1 and (rest := _without_this(bare(run[-1].plain))) != bare(run[-1].plain):
                span = self.span(run[-1].start, run[-1].end)
                if span and not is_noise(rest):
                    yield self._more(n, label, rest.rstrip("."), span)
                continue
            last = bare(run[-1].plain).rstrip(".;!")
            before = " ".join(bare(s.plain) for s in run[:-1])
            span = self.span(run[0].start, run[-1].end)
            words = len(f"{before} {last}".split())
            raw = self.document.text[run[0].start : run[-1].end]
            if not span or "[[" in raw or words > MOST_WORDS or is_noise(f"{before} {last}") or last.endswith(":"):
                continue
            if self.voice.speaks_of_us(last) or is_step_or_link(raw):
                continue
            labelled = self._labelled(n, run[-1], span) if len(run) == 1 else None
            if fact := labelled or self._stated(n, last, before, span, said):
                yield fact

    def _labelled(self, n: int, sentence: Sentence, span: Span) -> Fact | None:
        """The fact that says what the name is that opens a sentence."""
        block = self.document.outline[n]
        opens = sentence is block.sentences[0]
        label = self.label(n) if opens else defined_in(sentence.plain, self.voice)
        if label is None or len(label.told.split()) > MOST_WORDS or self._leans(block, sentence):
            return None
        wider = self.above(n)
        topic = with_context(Topic(label.name, node=n), wider, self.voice)
        told, whole = label.told.rstrip("."), bare(sentence.plain).rstrip(".")
        form = Form.THING if label.verb in ("is", "are", "was", "were") else self.voice.form(told)
        parent = self.document.outline[n].parent
        sort = "" if parent is None else sort_of(self.document.outline[parent].plain)
        group = -1 if parent is None else parent
        return Fact(topic, told, form, span, n, group, self.voice, label, whole=whole, close=True, sort=sort)

    def _leans(self, block: Block, sentence: Sentence) -> bool:
        """Whether a line under another speaks of "the cluster" without saying which: the other tells."""
        parent = None if block.parent is None else self.document.outline[block.parent]
        inner = parent is not None and parent.kind is BlockKind.ITEM
        found = re.match(r"The ([a-z]+) (?=[a-z]+\b)", sentence.plain) if inner else None
        return bool(found and is_finite(sentence.plain.split()[2]))

    def _more(self, n: int, label: Label, told: str, span: Span) -> Fact:
        """The fact in a later sentence of a block that opens with a name, and says "this" for it."""
        topic = with_context(Topic(label.name, node=n), self.above(n), self.voice)
        parent = self.document.outline[n].parent
        group = -1 if parent is None else parent
        return Fact(topic, told, self.voice.form(told), span, n, group, self.voice, whole=told)

    def _stated(self, n: int, told: str, before: str, span: Span, said: set[int]) -> Fact | None:
        """The fact that a sentence says of what stands above it."""
        block = self.document.outline[n]
        topic = topic_of(self.above(n), self.voice)
        if topic is None or block.kind is BlockKind.HEADING:
            return None
        parent = self.document.outline[block.parent] if block.parent is not None else None
        listed = parent is not None and (is_relation(parent.plain) or parent.plain.endswith(":"))
        form = self.voice.form(told)
        if len(told.split()) < 2 or not (says_enough(told) or form is Form.DOES) or is_relation_line(told):
            return None
        part = form in (Form.THING, Form.PLAIN, Form.ORDER)
        if (part and children(self.document, n)) or (listed and (part or self.voice.language != "en")):
            return None  # a title, or part of a list
        item = topic.node >= 0 and self.document.outline[topic.node].kind is not BlockKind.HEADING
        if not before and item and (rest := _without_this(told)) != told:
            told = rest
            form = self.voice.form(told)
        if form is Form.SCRAP or (not before and is_anaphoric(told)):
            return None
        group = self.document.outline[topic.node].parent if topic.node >= 0 else None
        opens = topic.node not in said
        close = group is not None and self.document.outline[group].kind is not BlockKind.HEADING
        return Fact(
            topic,
            told,
            form,
            span,
            n,
            -1 if group is None else group,
            self.voice,
            None,
            before,
            opens,
            whole=told,
            close=close,
        )


def sort_of(plain: str) -> str:
    """What kind of things a label heads: "technique" for "Techniques to address it", "" when it heads none."""
    head = re.split(r" (?:of|for|to|in|that|with|used) ", label_of(plain).lower())[0].split()
    if head and head[-1] in ("ways", "kinds", "types", "options", "things", "parts", "notes"):
        return ""  # what is a way to one thing is no way to another
    return head[-1].rstrip("s") if head and head[-1].endswith("s") and not head[-1].endswith(("ss", "us", "is")) else ""


def _without_this(told: str) -> str:
    """ "This gives you more" under a topic gives you more."""
    found = re.match(r"(?:This|It|They|These) (?=[a-z]+s |can |will |may |must |allow |include )", told)
    return told[found.end() :] if found else told


def _runs(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Each sentence with those before it that it leans on."""
    run: list[Sentence] = []
    for sentence in sentences:
        if not sentence.plain:
            run = []
            continue
        run = [*run, sentence] if run and is_anaphoric(sentence.plain) else [sentence]
        if len(run) <= _RUN:
            yield run
