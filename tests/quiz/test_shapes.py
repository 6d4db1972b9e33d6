"""Options are alike in build, and what is told of a thing can stand alone."""

import pytest

from language.boilerplate import is_anaphoric
from quiz.items.compatibility import are_things, stands_alone
from quiz.items.shapes import Build, build_of, is_title_beside


@pytest.mark.parametrize(
    ("name", "code", "build"),
    [
        ("/kiln/log", False, Build.PATH),
        ("--fire-slowly", True, Build.FLAG),
        ("glaze()", True, Build.CALL),
        ("count(*)", False, Build.CALL),
        ("Damper: Open", False, Build.SETTING),
        ("GROUP BY", True, Build.KEYWORD),
        ("COPY", False, Build.KEYWORD),
        ("COPY_ALL", False, Build.KEYWORD),
        ("CLAY_BODY_LOG", False, Build.IDENTIFIER),
        ("cone_size", False, Build.IDENTIFIER),
        ("slow-running", False, Build.MANNER),
        ("Badly chosen clay", False, Build.MANNER),
        ("Raku", False, Build.WORDS),
        ("RBAC", False, Build.WORDS),
        ("Clay table", False, Build.WORDS),
    ],
)
def test_a_name_has_a_build(name: str, code: bool, build: Build) -> None:
    assert build_of(name, code=code) is build


def test_a_title_stands_beside_no_mere_name() -> None:
    assert is_title_beside("Raku", "Cracks in glazes")
    assert not is_title_beside("Cracks in glazes", "Cones for kilns")


@pytest.mark.parametrize(
    "text",
    [
        "You teach it with finished pots",
        "For gas kilns it looks at the colour",
        "Potters fire them twice",
        "You set its damper by hand",
    ],
)
def test_a_pronoun_before_what_it_could_mean_points_elsewhere(text: str) -> None:
    assert is_anaphoric(text)


@pytest.mark.parametrize("text", ["A kiln keeps its heat when it is closed", "Potters fire pots and sell them"])
def test_a_pronoun_after_its_noun_is_understood(text: str) -> None:
    assert not is_anaphoric(text)


def test_an_option_has_no_label_of_its_own() -> None:
    assert stands_alone("a plain oven for clay")
    assert not stands_alone("In winter: a plain oven for clay")


def test_things_are_of_one_make() -> None:
    assert are_things("a plain oven for clay", "a wheel that is turned by foot")
    assert not are_things("a plain oven for clay", "how much clay there is")
    assert not are_things("a plain oven for clay", "150 pots a day")
    assert not are_things("a plain oven for clay", "for clay from rivers")
