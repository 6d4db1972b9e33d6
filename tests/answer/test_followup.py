"""Follow-ups that stand alone."""

from hypothesis import given
from hypothesis import strategies as st

from answer.followup.rules import is_follow_up, stand_alone
from domain.replies import Question, Turn


def after(*told: str, asked: str) -> str:
    """The stand-alone form of a question after alternating student and tutor turns."""
    turns = tuple(Turn("student" if n % 2 == 0 else "tutor", text) for n, text in enumerate(told))
    return stand_alone(Question(asked, turns))


def test_a_question_without_history_is_left_alone() -> None:
    assert after(asked="How much of it is free?") == "How much of it is free?"


def test_a_question_that_stands_alone_is_left_alone_whatever_was_said_before() -> None:
    told = ("What is a kiln?", "A kiln is an oven for clay.")
    assert (
        after(*told, asked="Which glaze needs the highest temperature?") == "Which glaze needs the highest temperature?"
    )


def test_a_pronoun_is_replaced_by_the_topic() -> None:
    told = ("Tell me about cone packing", "cone packing fills a shelf.")
    assert after(*told, asked="why would you do it for small pots?") == "why would you do cone packing for small pots?"


def test_a_name_from_the_reply_is_carried_over() -> None:
    told = ("Which oven is built for porcelain?", "The Zorro9 oven.")
    assert "Zorro9" in after(*told, asked="and how hot does it get")


def test_the_last_one_is_the_last_item_of_the_reply() -> None:
    told = ("Which glazes are there?", "There are ash, salt, celadon and tenmoku.")
    assert after(*told, asked="explain the last one").startswith("explain tenmoku")
    assert after(*told, asked="explain the second one").startswith("explain salt")


def test_what_about_swaps_the_topic() -> None:
    told = ("What does bisque firing remove?", "Water and carbon.")
    asked = after(*told, asked="what about glaze firing?")
    assert "glaze firing" in asked
    assert "remove" in asked


def test_a_chain_of_follow_ups_reaches_back_to_the_question_that_stood_alone() -> None:
    told = ("What is a saggar?", "A box that shields pots.", "and what is it made of?", "Fireclay.")
    assert "saggar" in after(*told, asked="is it reusable?")


def test_short_openings_are_follow_ups() -> None:
    assert is_follow_up("why?")
    assert is_follow_up("and in winter?")
    assert not is_follow_up("Which clay shrinks least during drying?")


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=80))
def test_any_history_can_be_resolved_and_the_question_is_kept_whole_or_rewritten(told: list[str], asked: str) -> None:
    assert isinstance(after(*told, asked=asked), str)
