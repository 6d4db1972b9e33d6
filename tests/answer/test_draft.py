"""What a model writes comes out as sentences without links, images, HTML or markers of its own, however it comes in."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from answer.generative.draft import Sentence, sentences
from domain.replies import markers

PIECES = st.sampled_from(
    ["Clay is wet.", " It dries", " e.g. ", "[^1]", "[^99]", " [2]", "[", "]", "(", ")", "!", "<b>", "<", ">", "`", "^"]
) | st.sampled_from(
    ["```\n", "\n", "\n\n", "- ", "1. ", "# ", "| a | b |", "|--|--|", "---", "**", "_", "https://x.example/y", "\\"]
)
MORE = st.sampled_from(["![x](", "[x](https://x.example)", "[[^1]^1]", "a", " ", "?", "\x1b", "\u202e"])
DRAFTS = st.lists(PIECES | MORE, max_size=14).map("".join)


def texts(found: list[Sentence]) -> list[str]:
    return [s.text for s in found if s.text]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        ("Clay is wet [^1]. It dries.[^2] So", ["Clay is wet.", "It dries.", "So"]),
        ("It is e.g. red, cf. Fig. 2 by J. Doe. Yes!", ["It is e.g. red, cf. Fig. 2 by J. Doe.", "Yes!"]),
        ("- one [^1]\n- two\n\n1. three", ["one", "two", "three"]),
        ("See [here](https://x.example) and ![a](https://x.example/a.png).", ["See here and ."]),
        ("<b>Bold</b> <script>x</script>", ["Bold x"]),
        ("`x[^1]` and x[0] stay", ["`x[^1]` and x\\[0\\] stay"]),
        ("# Title\nText", ["Title", "Text"]),
    ],
)
def test_a_draft_falls_into_its_sentences(draft: str, found: list[str]) -> None:
    assert [" ".join(t.split()) for t in texts(sentences(draft))] == found


def test_markers_tell_which_excerpts_were_meant() -> None:
    assert [s.cited for s in sentences("A is so [^1][^3]. B is so [^2, ^4].")] == [(1, 3), (2, 4)]


def test_code_is_told_apart() -> None:
    assert [s.code for s in sentences("Text.\n```py\nx[^1] = 1\n```\n") if s.text] == [False, True]


@given(DRAFTS)
@example("[buy](https://x.example) <b> and so")
@example("Clay is wet. [2]https://x.example/y")
@example("Clay is wet. [2][3]https://x.example/y")
@example("Clay is wet. !https://x.example/y")
@example("Clay is wet.1. ![x]([x](https://x.example)")
def test_what_is_closed_stays_as_it_is_while_more_comes(draft: str) -> None:
    before: list[Sentence] = []
    for at in range(1, len(draft) + 1):
        now = sentences(draft[:at], ended=False)
        closed = [s for s in now if s.closed]
        assert now[: len(closed)] == closed
        assert closed[: len(before)] == before
        before = closed
    whole = sentences(draft)
    assert whole[: len(before)] == before and all(s.closed for s in whole)


@given(DRAFTS)
@example("``[^1]`")
@example("`` [2]`")
@example("\\https://x.example/y[^1]")
def test_no_marker_link_or_element_of_a_model_is_left(draft: str) -> None:
    for sentence in sentences(draft):
        if sentence.code:  # is shown nowhere
            continue
        assert not markers(sentence.text)
        bare = re.sub(r"\\.|`[^`\n]*`|```.*", "", sentence.text, flags=re.DOTALL)
        assert not re.search(r"[\[\]<>]|://", bare)
        assert not re.search(r"[\x00-\x08\x1b\u202e]", sentence.text)
