"""A quiz is made of what the notes say; every item has its evidence, and gives nothing away."""

import re
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.documents import Block, BlockKind, Document, Kind, Passage, Sentence, Source
from domain.errors import StudyError
from domain.linked import LINKED
from domain.quiz import Item, ItemKind, Quiz, QuizRequest
from domain.replies import Scope
from domain.wire.quiz import item_from_dict, item_to_dict
from index.library import Library
from models.hashing import HashEmbedder
from quiz.items.checks import norm
from quiz.maker import QuizMaker

CHOICE = (ItemKind.SINGLE, ItemKind.MULTI)
LAWS = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = st.frozensets(st.sampled_from(ItemKind))


def stems(made: Quiz) -> list[str]:
    return [item.stem for item in made.items]


def one(made: Quiz, stem: str) -> Item:
    return next(item for item in made.items if item.stem == stem)


@LAWS
@given(seed=st.integers(0, 10_000), count=st.integers(1, 40), kinds=KINDS)
def test_every_item_is_answerable_and_quotes_its_passage(
    maker: QuizMaker, seed: int, count: int, kinds: frozenset[ItemKind]
) -> None:
    made = maker.quiz(QuizRequest(count=count, kinds=kinds, seed=seed))
    assert len(made.items) <= count
    for item in made.items:
        assert not kinds or item.kind in kinds
        assert item.citation.quote in item.citation.passage.text
        assert all(why.citation.quote in why.citation.passage.text and why.text for why in item.why)
        assert {why.option for why in item.why} == set(range(len(item.options)))
        assert len({norm(option) for option in item.options}) == len(item.options)
        assert re.search(r"[?.:)]$|_{3,}", item.stem)
        assert item_from_dict(item_to_dict(item)) == item


@LAWS
@given(seed=st.integers(0, 10_000))
def test_no_stem_gives_its_answer_away_or_asks_what_another_asks(maker: QuizMaker, seed: int) -> None:
    made = maker.quiz(QuizRequest(count=40, seed=seed))
    for item in made.items:
        if item.kind in CHOICE:
            assert not any(norm(item.options[k]) in norm(item.stem) for k in item.key)
    for a, b in combinations([set(norm(stem).split()) for stem in stems(made)], 2):
        assert len(a & b) <= 0.8 * len(a | b)


@LAWS
@given(seed=st.integers(0, 10_000), kinds=KINDS)
def test_the_same_seed_makes_the_same_quiz(baking: Library, seed: int, kinds: frozenset[ItemKind]) -> None:
    request = QuizRequest(count=15, kinds=kinds, seed=seed)
    first, second = (QuizMaker(baking, baking, baking.words, HashEmbedder()).quiz(request) for _ in range(2))
    assert first == second


def test_another_seed_makes_another_quiz(maker: QuizMaker) -> None:
    assert maker.quiz(QuizRequest(seed=1)) != maker.quiz(QuizRequest(seed=2))


def test_keys_stand_in_every_place_alike(maker: QuizMaker) -> None:
    singles = maker.quiz(QuizRequest(count=16, kinds=frozenset({ItemKind.SINGLE}))).items
    places = Counter(item.key[0] for item in singles)
    assert len(singles) == 16
    assert max(places.values()) - min(places[n] for n in range(4)) <= 1


def test_true_and_false_statements_are_as_many(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=10, kinds=frozenset({ItemKind.TRUE_FALSE})))
    falses = sum(item.options[item.key[0]] == "False" for item in made.items)
    assert abs(2 * falses - len(made.items)) <= 3


def test_a_false_statement_says_of_a_thing_what_the_notes_say_of_another(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=30, kinds=frozenset({ItemKind.TRUE_FALSE})))
    for item in made.items:
        said = norm(item.stem.removeprefix("True or false: "))
        assert (said in norm(item.citation.passage.plain)) is False or item.options[item.key[0]] == "True"


def test_a_quiz_of_every_kind_asks_in_every_way(maker: QuizMaker) -> None:
    assert {item.kind for item in maker.quiz(QuizRequest(count=40)).items} == set(ItemKind)


def test_what_a_name_does_is_asked_with_what_its_neighbours_do(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=40, kinds=frozenset({ItemKind.SINGLE})))
    item = one(made, "Which of these holds a loaf in form while it rises?")
    assert set(item.options) == {"banneton", "lame", "peel", "couche"}
    assert item.options[item.key[0]] == "banneton"
    lame = next(why for why in item.why if item.options[why.option] == "lame")
    assert "cuts the skin of a loaf" in lame.text
    assert lame.citation.quote == "`lame` - cuts the skin of a loaf before it goes in"


def test_a_figure_is_asked_for_among_figures_of_its_unit(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=60, kinds=frozenset({ItemKind.SINGLE})))
    item = one(made, "Rye dough needs _____ of rest before baking.")
    assert set(item.options) == {"1 hour", "2 hours", "4 hours", "12 hours"}
    assert item.options[item.key[0]] == "4 hours"


def test_a_cell_of_a_table_is_asked_for_among_its_column(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=60, kinds=frozenset({ItemKind.SINGLE})))
    told = {"Cake": "8 %", "Plain": "10 %", "Bread": "13 %", "Durum": "14 %"}
    item = next(i for i in made.items if i.stem.startswith("What is the protein of"))
    assert set(item.options) == set(told.values())
    assert item.options[item.key[0]] == told[item.stem.split()[-2]]


def test_members_of_a_list_are_chosen_among_those_of_its_counterpart(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=40, kinds=frozenset({ItemKind.MULTI})))
    item = next(i for i in made.items if "techniques to address dense crumb" in i.stem)
    right = {item.options[k] for k in item.key}
    assert right < {"Autolyse", "Folding", "Retarding", "Preferment"}
    assert set(item.options) - right <= {"Too little water", "Old yeast", "Short rising"}
    assert ("two" if len(right) == 2 else "three") in item.stem


def test_any_member_of_a_list_is_accepted(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=40, kinds=frozenset({ItemKind.SHORT})))
    item = one(made, "Name one of the causes of dense crumb.")
    assert item.accepted == ("Too little water", "Old yeast", "Short rising")


def test_a_gap_takes_a_figure_with_its_unit(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=60, kinds=frozenset({ItemKind.CLOZE})))
    gaps = {item.accepted[0] for item in made.items}
    assert {"12 hours", "10 minutes"} <= gaps


def test_names_are_matched_with_what_they_are(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=9, kinds=frozenset({ItemKind.MATCHING})))
    item = next(i for i in made.items if "banneton" in i.options)
    pairs = {prompt: item.options[k] for prompt, k in zip(item.prompts, item.key, strict=True)}
    assert pairs["Slides a loaf onto the hot stone"] == "peel"


def test_what_the_writer_did_is_not_asked(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=99))
    assert not [stem for stem in stems(made) if "burnt" in stem]


def test_an_item_that_did_not_pass_says_why(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=99))
    assert made.rejected
    assert all(r.stem and r.reason for r in made.rejected)


def test_nothing_is_asked_again_that_was_asked_earlier(maker: QuizMaker) -> None:
    first = maker.quiz(QuizRequest(count=12))
    second = maker.quiz(QuizRequest(count=12), first.items)
    assert second.items
    assert not {i.id for i in first.items} & {i.id for i in second.items}
    assert not set(stems(first)) & set(stems(second))


def test_the_same_question_has_the_same_id_in_another_quiz(maker: QuizMaker) -> None:
    whole = maker.quiz(QuizRequest(count=60, seed=1)), maker.quiz(QuizRequest(count=60, seed=2))
    ids = [{(i.kind, i.stem, i.citation.quote): i.id for i in made.items} for made in whole]
    shared = ids[0].keys() & ids[1].keys()
    assert shared
    assert all(ids[0][key] == ids[1][key] for key in shared)


def test_a_topic_keeps_to_its_part_of_the_notes(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(topic="brioche"))
    assert made.items
    assert all("rioche" in f"{i.stem} {i.topic} {i.citation.passage.text}" for i in made.items)


def test_a_misspelt_topic_is_understood(maker: QuizMaker) -> None:
    assert maker.quiz(QuizRequest(topic="brioch")).items


def test_a_section_keeps_to_its_heading(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=40, scope=Scope(section="flours")))
    assert made.items
    assert {item.headings[-1] for item in made.items} == {"Flours"}


def test_notes_are_asked_about_before_the_pages_behind_their_links(baking: Library) -> None:
    class Linking:
        """The library, with a page behind a link that says much."""

        page = Source("web:u", Kind.WEB, "Ovens", "https://a.b/c", LINKED)
        text = "".join(f"Oven {n} heats bread loaf number {n} with {n} hours of stone.\n\n" for n in range(11, 60))

        def sources(self) -> list[Source]:
            return [*baking.sources(), self.page]

        def document(self, source_id: str, /) -> Document:
            if source_id != self.page.id:
                return baking.document(source_id)
            sentences = [Sentence(m.start(), m.end(), m.group()) for m in re.finditer(r"Oven.*", self.text)]
            blocks = [Block(BlockKind.PARAGRAPH, s.start, s.end, None, (s,)) for s in sentences]
            return Document(self.page, self.text, tuple(blocks))

        def passages(self, source_id: str, /) -> list[Passage]:
            whole = Passage(self.page, 0, len(self.text), self.text, plain=self.text)
            return [whole] if source_id == self.page.id else baking.passages(source_id)

        def section(self, passage: Passage, /) -> list[Passage]:
            return [passage]

    made = QuizMaker(Linking(), baking, baking.words, HashEmbedder()).quiz(QuizRequest(count=8))
    assert {item.citation.passage.source.kind for item in made.items} == {Kind.NOTE}


def test_an_unknown_topic_names_its_neighbours(maker: QuizMaker) -> None:
    with pytest.raises(StudyError, match="nothing of quantum chess") as error:
        maker.quiz(QuizRequest(topic="quantum chess"))
    assert error.value.hint


def test_an_empty_scope_is_told(maker: QuizMaker) -> None:
    with pytest.raises(StudyError, match="nothing to ask"):
        maker.quiz(QuizRequest(scope=Scope(sources=frozenset({"note:none.md"}))))


def test_items_carry_the_task_of_their_passage_and_keep_to_the_one_asked_for(baking: Library) -> None:
    maker = QuizMaker(
        baking, baking, baking.words, HashEmbedder(), lambda p: "1.2" if "Flours" in p.headings else "2.1"
    )
    assert {i.task for i in maker.quiz(QuizRequest(count=40)).items} == {"1.2", "2.1"}
    assert {i.task for i in maker.quiz(QuizRequest(task="1")).items} == {"1.2"}
    with pytest.raises(StudyError, match=r"task 3\.4"):
        maker.quiz(QuizRequest(task="3.4"))


def test_difficulty_is_kept_to(maker: QuizMaker) -> None:
    made = maker.quiz(QuizRequest(count=20, difficulty=(0.6, 1.0)))
    assert made.items
    assert all(item.difficulty >= 0.6 for item in made.items)


def test_an_empty_library_asks_for_a_sync(tmp_path: object) -> None:
    from pathlib import Path

    from ingest.reader import NoteReader

    embedder = HashEmbedder()
    empty = Library(Path(str(tmp_path)), embedder, NoteReader(embedder.pieces, embedder.limit))
    with pytest.raises(StudyError, match="no notes"):
        QuizMaker(empty, empty, empty.words, embedder).quiz(QuizRequest())
    empty.close()
