"""A block of an outline -> the question a student would ask about it, "" when none reads well. English notes only."""

import re
from collections import Counter
from dataclasses import dataclass

from claims.units import name
from domain.documents import Block, BlockKind, Document
from domain.outline import ancestors, children
from language.sentences import introduces

_READ = 200_000  # characters of a note that its language and its capitals are judged by
_ENGLISH = 0.09  # share of the commonest English words from which on a note is taken for English
_COMMONEST = frozenset("the of is and to for with in from are".split())
_BOLD = re.compile(r"\*\*(?P<name>[^*\n]{2,60}?):?\*\*")
_NAME = re.compile(r"^[A-Z`][\w`./&+-]*(?: [\w`./&+-]+){0,4}$")
_DEFINES = re.compile(
    r"(?: ?\([^)]{1,60}\))? ?(?:(?P<verb>is|are|was|were) (?:an?|the|one|how|what|where|when|like|managed|for|\d)\b|"
    r"(?:means|stands for|refers to)\b|(?P<dash>[-–—:]) ?\w)"
)
_GENERIC = re.compile(
    r"\b(?:notes?|resources|questions?|introduction|overview|links?|also|summary|contents|misc|requirements|examples?|"
    r"books?|courses?|whitepapers?|references?|to-?do|how|why|when|what|which|lessons?|tips|tutorials?|exercises?|"
    r"chapters?|parts?|versions?|others?|more|basics|essentials|domains?|exams?|prices?|weeks?|days?|multiple)\b",
    re.IGNORECASE,
)
_OF_KIND = re.compile(  # what a list is headed by when its items are the answer
    r"(?:types|kinds|modes|methods|styles|options|patterns|rules|levels|classes|ways|techniques|strategies|formats|"
    r"stages|guarantees|functions|transforms|policies|keys|indexes|actions|features|limits|models|operators|services|"
    r"sources|targets|engines|tools|properties|dimensions|metrics|phases|layers|causes|benefits|reasons)"
)
_MASS = re.compile(
    r"(?:ing|ty|ness|ance|ence|ism|age|data|ware|skew|management|compaction|projection|evolution|throughput|access|"
    r"encryption|compression|ingestion|(?<!loc)(?<!applic)(?<!oper)(?<!equ)(?<!rel)ation)$"
)
_VOWEL = re.compile(r"[aeioAEIO](?![A-Z])|u[^ns]|[AEFHILMNORSX](?=[A-Z0-9])")
_LINKING = frozenset("of for in on and or the with by used to at from a an it its if they there this one".split())


@dataclass(frozen=True, slots=True)
class Phrasing:
    """One document, and which of its words are names: what a capital means there."""

    document: Document
    names: frozenset[str]  # words that have their capital inside sentences, too
    english: bool

    @classmethod
    def of(cls, document: Document) -> "Phrasing":
        """Learn from the text which capitals only open a line."""
        text = document.text[:_READ]
        small = Counter(re.findall(r"(?<![\w`:/.])[a-z]+\b", text))
        inside = Counter(word.lower() for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+\b", text))
        share = sum(small[word] for word in _COMMONEST) / max(1, sum(small.values()))
        names = frozenset(word for word, often in inside.items() if often >= small[word])
        return cls(document, names, share >= _ENGLISH)

    def question(self, n: int) -> str:
        """The question about block `n` of the outline, as it is typed: without the backticks of code."""
        return self._marked(n).replace("`", "")

    def _marked(self, n: int) -> str:
        block = self.document.outline[n]
        thing = self._thing(block)
        if not self.english or not _NAME.match(thing) or _GENERIC.search(thing) or len(thing) > 40:
            return ""
        below = children(self.document, n)
        if _is_plural(thing) and len(below) >= 2 and _opens_a_list(block):
            return self._list(n, thing)
        told = [block, *(self.document.outline[c] for c in below)] if block.kind is BlockKind.HEADING else [block]
        return next((q for b in told if (q := self._definition(thing, b.plain))), "")

    def _thing(self, block: Block) -> str:
        if block.kind is BlockKind.HEADING:
            return block.plain if 2 <= block.level <= 4 else ""
        if block.kind is not BlockKind.ITEM:
            return ""
        bold = _BOLD.match(self.document.text, block.start, block.end)
        return bold["name"].strip() if bold else name(block.plain)

    def _list(self, n: int, thing: str) -> str:
        head = re.split(r" (?:of|for|to|used) ", thing)[0].split()
        where = self._named_above(n, thing)
        if not _OF_KIND.fullmatch(head[-1].lower()) or {"and", "or", "it"} & set(thing.split()):
            return ""
        if self._is_name(thing.split()) and len(head) > 1:
            return ""  # "Step Functions" is one thing
        return f"What are the {self._lower(thing)}{where}?" if where or " " in thing else ""

    def _definition(self, thing: str, told: str) -> str:
        """The question that `told` answers by saying what the thing is: "Amazon Athena is …" for "Athena"."""
        words = thing.split()
        opening = re.match(rf"(?:an? |the |amazon |aws )?{re.escape(thing)}", told, re.IGNORECASE)
        defines = opening and _DEFINES.match(told, opening.end())
        if not defines or _LINKING & set(thing.lower().split()) or words[0].lower().endswith("ing"):
            return ""
        many = defines["verb"] in ("are", "were") or (not defines["verb"] and _is_plural(thing) and len(words) > 1)
        if self._is_name(words):
            return "" if many and defines["dash"] else f"What {'are' if many else 'is'} {thing}?"
        if defines["dash"] or not 2 <= len(words) <= 3 or any(_is_plural(word) for word in words[:-1]):
            return ""  # "Memory: 128 MB" defines nothing
        article = "" if many or _MASS.search(words[-1].lower()) else "an " if _VOWEL.match(self._lower(thing)) else "a "
        return f"What {'are' if many else 'is'} {article}{self._lower(thing)}?"

    def _is_name(self, words: list[str]) -> bool:
        """Whether every word has a capital, and not only because it opens a line or a heading."""
        marked = any(re.search(r"\w[A-Z]|\d|`", word) for word in words)
        capital = all(not word[0].isalpha() or word[0].isupper() for word in words)
        ticks = "".join(words).count("`") in (0, 2)
        return capital and ticks and (marked or len(words) > 1 or words[0].lower() in self.names)

    def _lower(self, thing: str) -> str:
        """Ordinary words lose the capital of a heading; names keep it."""
        head, *rest = re.split(r"(?= (?:of|for|to|used|in|on|with) )", thing, maxsplit=1)
        words = [w.lower() if w[1:].islower() and w.lower() not in self.names else w for w in head.split()]
        return "".join([" ".join(words), *rest])

    def _named_above(self, n: int, thing: str) -> str:
        """ " in EMR" when what stands above has a name of its own that the question lacks."""
        for above in reversed(ancestors(self.document, n)):
            title = self.document.outline[above].plain.rstrip(":")
            words = title.split()
            if words and len(words) <= 3 and self._is_name(words) and not _LINKING & set(words):
                said = thing.casefold()
                free = (
                    not _GENERIC.search(title) and not any(w.casefold() in said for w in words) and " of " not in said
                )
                return f" in {title}" if free else ""
        return ""


def _opens_a_list(block: Block) -> bool:
    return block.kind is BlockKind.HEADING or introduces(block.plain)


def _is_plural(thing: str) -> bool:
    head = re.split(r" (?:of|for|in|on|used|with|to) ", thing)[0].split()[-1].lower()
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "ics", "aws", "dms", "sns", "sqs", "kms", "rds"))
