"""What sentences say of what, and how it can be asked."""

from collections.abc import Callable

import pytest

from domain.documents import Document, Kind, Source
from language.verbs import base_of, is_order, is_third_person
from language.voice import Form, Voice
from quiz.facts.sentences import Fact
from quiz.facts.topics import gerund, is_generic, is_relation, label_of
from quiz.items.stems import what_is_called, what_told, which_name

Facts = Callable[[str], list[Fact]]
ENGLISH = Voice("en", frozenset())


@pytest.mark.parametrize(
    ("told", "form"),
    [
        ("removes nodes of the same type", Form.DOES),
        ("can be paused at night", Form.DOES),
        ("Quickly add or remove nodes", Form.ORDER),
        ("A visual editor with many steps", Form.THING),
        ("Advanced query engine", Form.THING),
        ("Used to keep a cluster open", Form.STATE),
        ("Available in every country", Form.STATE),
        ("The cluster is closed for hours", Form.CLAUSE),
        ("Governed tables support transactions", Form.CLAUSE),
        ("You pick a filter", Form.CLAUSE),
        ("If data is on disk", Form.SCRAP),
        ("If data is on disk, it is read at once", Form.CLAUSE),
    ],
)
def test_the_form_of_a_phrase_is_known(told: str, form: Form) -> None:
    assert ENGLISH.form(told) is form


@pytest.mark.parametrize(
    ("text", "found"), [("checks are run", False), ("checks each row", True), ("tests for it", True)]
)
def test_a_verb_is_told_from_a_noun(text: str, found: bool) -> None:
    assert is_third_person(text.split()) is found


def test_verbs_are_known_by_their_forms() -> None:
    assert [base_of(w) for w in ("removes", "pushes", "copies", "has", "bus")] == ["remove", "push", "copy", "have", ""]
    assert is_order("remove nodes".split())
    assert not is_order("access to data".split())


def test_gerunds_are_spelt_right() -> None:
    assert [gerund(v) for v in ("refresh", "use", "set", "tie", "see")] == [
        "refreshing",
        "using",
        "setting",
        "tying",
        "seeing",
    ]


def test_headings_that_name_nothing_are_known() -> None:
    assert is_generic("Overview")
    assert is_generic("Study notes")
    assert not is_generic("Data skew")
    assert is_relation("Causes")
    assert is_relation("Techniques to address it")
    assert not is_relation("Salting")
    assert label_of("Salting - add a random part") == "Salting"


def test_a_definition_is_asked_for_and_about(facts_of: Facts) -> None:
    (fact,) = facts_of("# Clay\n\n- **Kiln** is an oven that gets hotter than 1000 degrees.\n")
    assert (fact.topic.name, fact.told) == ("Kiln", "an oven that gets hotter than 1000 degrees")
    assert which_name(fact)[0] == "Which of these is an oven that gets hotter than 1000 degrees?"
    assert what_told(fact)[0].startswith("What is Kiln")


def test_what_stands_under_a_name_is_said_of_it(facts_of: Facts) -> None:
    facts = facts_of(
        "# Firing\n\n- Raku\n  - Cools pots in straw\n  - Cracks the glaze on purpose\n- Bisque\n  - Hardens pots\n"
    )
    assert [(f.topic.name, f.told) for f in facts][:2] == [
        ("Raku", "Cools pots in straw"),
        ("Raku", "Cracks the glaze on purpose"),
    ]
    assert what_is_called(facts[0])[0].endswith("at cools pots in straw?")


def test_a_dash_parts_a_name_from_what_it_does(facts_of: Facts) -> None:
    (fact,) = facts_of("# Tools\n\n- `wire_cutter` - cuts a pot off the wheel\n")
    assert fact.label is not None
    assert fact.label.code
    assert which_name(fact)[0] == "Which of these cuts a pot off the wheel?"


def test_a_sentence_that_leans_on_another_comes_with_it(facts_of: Facts) -> None:
    facts = facts_of("# Glazes\n\nAsh glazes melt late in the firing. They need much heat in every kiln.\n")
    leaning = next(f for f in facts if f.before)
    assert leaning.statement.startswith("Glazes: Ash glazes melt late")
    assert leaning.span.passage.text.count(".") == 2


def test_this_stands_for_the_name_that_opens_the_line(facts_of: Facts) -> None:
    facts = facts_of("# Glazes\n\n- Salt glazing - throw salt into the kiln. This works for stoneware and brick.\n")
    assert [(f.topic.name, f.told) for f in facts][-1] == ("salt glazing", "works for stoneware and brick")


@pytest.mark.parametrize(
    "line",
    [
        "In this section we will fire a pot.",
        "I fired my first pot last week.",
        "See https://example.org for more.",
        "Click the button to open the kiln.",
        "Does the kiln cool down?",
    ],
)
def test_what_says_nothing_of_the_subject_is_no_fact(facts_of: Facts, line: str) -> None:
    assert facts_of(f"# Kilns\n\nA kiln is an oven for clay and glazes.\n\n{line}\n")[1:] == []


def test_the_language_of_a_note_is_known() -> None:
    source = Source("note:a.md", Kind.NOTE, "a", "a.md")
    italian = "La chiave di una relazione è un insieme di attributi che identifica le tuple della relazione. " * 3
    assert Voice.of(Document(source, italian)).language == "it"
    assert Voice.of(Document(source, "The key of a relation is a set of attributes. " * 3)).language == "en"


@pytest.mark.parametrize("mark", [" -", ":", " –", " ->", " -->", " →"])
def test_what_parts_a_name_from_what_is_told_of_it(facts_of: Facts, mark: str) -> None:
    (fact,) = facts_of(f"# Kneading\n\n- Gluten{mark} the net of proteins that holds the gas\n")
    assert (fact.topic.name, fact.told) == ("Gluten", "the net of proteins that holds the gas")


def test_types_of_code_are_no_facts(facts_of: Facts) -> None:
    assert facts_of("# Notes\n\n- `lift` :: Monad m => m a -> t m a\n") == []


def test_the_subject_of_a_sentence_is_known_in_other_languages(facts_of: Facts) -> None:
    text = "# Der Teig\n\n- Ein Sauerteig enthält die Hefen und Bakterien, die den Teig mit der Zeit lockern.\n" * 2
    assert {(f.topic.name, f.told.split()[0]) for f in facts_of(text)} == {("Sauerteig", "enthält")}


def test_steps_and_mere_links_are_no_facts(facts_of: Facts) -> None:
    text = "# Ovens\n\n- On the front, choose **Heat** and wait for it.\n- [Cleaning the oven](cleaning.md)\n"
    assert facts_of(text) == []
