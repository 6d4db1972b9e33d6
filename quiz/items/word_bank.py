"""A sentence with a gap for an ordinary word, and words of the same note to choose from: asked when no name can be."""

from collections.abc import Iterator

from domain.quiz import ItemKind
from language.voice import capital
from quiz.facts.sentences import Fact
from quiz.items.cloze import Gap, best_gap, gapped
from quiz.items.draft import Choice, Claim, Draft
from quiz.items.fact_index import FactIndex
from quiz.items.phrases import phrases

_POOL = 10
_LEAST = 0.36  # cosine from which a word is of the same field


def fill_word(fact: Fact, shelf: FactIndex) -> Iterator[Draft]:
    """The word that belongs in the gap among words that agree with it in number and, where endings tell, in gender."""
    if fact.voice.language in ("", "de"):
        return  # endings do not tell what agrees
    gap = best_gap(fact, shelf.words, shelf.terms)
    if gap is None or gap.kind != "word" or not _is_of_subject(gap.accepted[0], shelf):
        return
    text, said = gap.accepted[0], fact.statement
    pool = list(_words(fact, gap, shelf))
    rest = f"{said[: gap.start]} {said[gap.end :]}"
    right = Choice(text, fact, phrases(fact.voice.language).is_so.format(statement=said), right=True, meaning=text)
    yield Draft(
        ItemKind.SINGLE,
        (gapped(fact, gap),),
        fact,
        fact.span,
        (right,),
        tuple(pool),
        tuple(Claim(c.text, rest) for c in pool),
        difficulty=0.6,
        least=_LEAST,
        fits=0.4,
        covers=(fact.key,),
    )


def _words(fact: Fact, gap: Gap, shelf: FactIndex) -> Iterator[Choice]:
    """Words for which other sentences of the note have their gap, near ones first."""
    text, said = gap.accepted[0], set(shelf.words.terms(fact.statement))
    taken = {text.lower()}
    for other in shelf.around(fact):
        found = best_gap(other, shelf.words, shelf.terms)
        word = found.accepted[0] if found and found.kind == "word" else ""
        if (
            not word
            or word.lower() in taken
            or not _is_of_subject(word, shelf)
            or not _agree(text, word, fact.voice.language)
        ):
            continue
        if set(shelf.words.terms(word)) & said:
            continue
        taken.add(word.lower())
        yield Choice(word, other, f"{capital(other.statement)}.", meaning=word)
        if len(taken) > _POOL:
            return


def _is_of_subject(word: str, shelf: FactIndex) -> bool:
    """Whether a word is one of those that topics are named by."""
    return bool(set(shelf.words.terms(word)) & shelf.terms)


def _agree(one: str, other: str, language: str) -> bool:
    """Whether two words can stand in the same place: both of one or of many, with an ending of the same gender."""
    if language == "en":
        sounds = one[0] in "aeiou", other[0] in "aeiou"
        return one.endswith("s") == other.endswith("s") and sounds[0] == sounds[1] and ("-" in one) == ("-" in other)
    return one[-2:] == other[-2:] and (one[0] in "aeiouàèéìòù") == (other[0] in "aeiouàèéìòù")
