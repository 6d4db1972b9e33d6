"""What every item must pass, and the reason when it does not."""

import re
from collections.abc import Iterable, Sequence

from domain.ports import Words
from domain.quiz import Item, ItemKind
from quiz.facts.evidence import overlap

SAME_STEM = 0.8  # Jaccard index of their words above which two stems ask the same
_RATIO = 3.5  # of the longest option's length to the shortest's
_SHORT = 30  # characters up to which options may differ as they like
_PREFIX = 6  # letters by which two forms of a word are known
_NAME = 4  # words that a name has at most
_HELD = 0.6  # share of a key's terms that its passage must hold
_DEBRIS = re.compile(r"[*`]{2,}|\[\[|\]\]|\]\(|https?:|\{\{|\{%|^#|<[a-z]+>|\[\^|\[\*\]", re.IGNORECASE)
_META = re.compile(r"\baccording to (?:the|your|these) (?:notes?|text|document|passage)\b", re.IGNORECASE)
_DANGLING = re.compile(r"^(?:what|which)[^“]*\b(?:it|this|that|they|these|those)\?$", re.IGNORECASE)


def norm(text: str) -> str:
    """Lower-case words alone."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


class Gate:
    """Judges items against each other and against those asked before."""

    def __init__(self, words: Words, earlier: Iterable[Item] = ()) -> None:
        self._words = words
        self._stems: list[list[str]] = []
        self._ids: set[str] = set()
        for item in earlier:
            self.admit(item)

    def admit(self, item: Item) -> None:
        """Remember an item that was let through."""
        self._stems.append(norm(item.stem).split())
        self._ids.add(item.id)

    def repeats(self, stem: str) -> bool:
        """Whether a stem asks what was asked before."""
        words = norm(stem).split()
        return any(overlap(words, other) > SAME_STEM for other in self._stems)

    def reason(self, item: Item) -> str:
        """Why an item is not let through, "" when it is."""
        checks = (self._unread, self._repeated, self._options, self._unsupported, self._leak)
        return next((reason for check in checks if (reason := check(item))), "")

    def _unread(self, item: Item) -> str:
        texts = (item.stem, *item.options, *item.prompts)
        if any(_DEBRIS.search(text) for text in texts):
            return "markup is left in it"
        if _META.search(item.stem) or _DANGLING.search(item.stem):
            return "the stem does not stand alone"
        if not re.search(r"[?.:)]$|_{3,}", item.stem.strip()):
            return "the stem does not end well"
        return ""

    def _repeated(self, item: Item) -> str:
        if item.id in self._ids or self.repeats(item.stem):
            return "it asks what another item asks"
        return ""

    def _options(self, item: Item) -> str:
        if len({norm(option) for option in item.options}) < len(item.options):
            return "two options are the same"
        if item.kind not in (ItemKind.SINGLE, ItemKind.MULTI):
            return ""
        lengths = [len(option) for option in item.options]
        ratio = _RATIO if item.kind is ItemKind.SINGLE else 2 * _RATIO
        if max(lengths) > _SHORT and max(lengths) > ratio * min(lengths):
            return "the options differ too much in length"
        return ""

    def _unsupported(self, item: Item) -> str:
        passage = item.citation.passage
        held = set(self._words.terms(" ".join((passage.text, passage.plain, *passage.headings, *passage.above))))
        for right in self._right(item):
            terms = set(self._words.terms(right))
            if terms and len(terms & held) < _HELD * len(terms):
                return "the key is not in its evidence"
        return ""

    def _leak(self, item: Item) -> str:
        if item.kind in (ItemKind.TRUE_FALSE, ItemKind.MATCHING):
            return ""
        stem, rights = norm(item.stem), self._right(item)
        if any(norm(right) in stem for right in rights):
            return "the stem gives the answer away"
        told = set(self._words.terms(item.stem))
        if any((terms := set(self._words.terms(right))) and terms <= told for right in rights):
            return "the stem gives the answer away"  # "DETERMINISTIC_ENCRYPT" tells "deterministic encryption"
        if item.kind is ItemKind.SHORT and len(rights) == 1 and self._holds_half(item.stem, rights[0]):
            return "words of the answer stand in the stem"
        if item.kind is not ItemKind.SINGLE:
            return ""
        asked = set(self._words.terms(item.stem))
        wrong = [set(self._words.terms(o)) for n, o in enumerate(item.options) if n not in item.key]
        if self._shares_stem(norm(rights[0]), stem) and not any(
            self._shares_stem(norm(o), stem) for o in self._wrong(item)
        ):
            return "words of the key stand in the stem"
        tell = (set(self._words.terms(rights[0])) & asked).difference(*wrong)
        return "words of the key stand in the stem" if self._tells(tell, wrong, asked) else ""

    def _holds_half(self, stem: str, answer: str) -> bool:
        terms = set(self._words.terms(answer))
        return 2 * len(terms & set(self._words.terms(stem))) >= max(1, len(terms))

    @staticmethod
    def _shares_stem(option: str, stem: str) -> bool:
        """Whether a short option has a word that begins as one of the stem does: "decryption" and "DECRYPT"."""
        words = [w[:_PREFIX] for w in option.split() if len(w) >= _PREFIX]
        begun = {w[:_PREFIX] for w in stem.split()}
        return len(option.split()) <= _NAME and any(w in begun for w in words)

    @staticmethod
    def _wrong(item: Item) -> Sequence[str]:
        return [option for n, option in enumerate(item.options) if n not in item.key]

    @staticmethod
    def _tells(tell: set[str], wrong: Sequence[set[str]], asked: set[str]) -> bool:
        """Whether the key shares words with the stem that no wrong option does."""
        return bool(tell) and not any(option & asked for option in wrong)

    @staticmethod
    def _right(item: Item) -> Sequence[str]:
        if item.kind in (ItemKind.TRUE_FALSE, ItemKind.MATCHING):
            return ()
        return [item.options[k] for k in item.key] if item.options else item.accepted[:1]
