"""A passage is set readably, and every character of it is still there."""

from hypothesis import given
from hypothesis import strategies as st

from ui.citations.pieces import Line, lines, read_aloud

MARKDOWN = st.lists(
    st.sampled_from(
        ["- ", "  - ", "\n", "**a**", "`b`", "[c](https://d.e)", "## ", "```", "word ", "* ", "| x |", "\t", "---\n"]
    )
    | st.text(max_size=5),
    max_size=12,
).map("".join)


def joined(found: tuple[Line, ...]) -> str:
    return "".join(piece.text for line in found for piece in line.pieces)


def lit(found: tuple[Line, ...]) -> str:
    return "".join(piece.text for line in found for piece in line.pieces if piece.lit)


def shown(found: tuple[Line, ...]) -> str:
    return "".join(piece.text for line in found for piece in line.pieces if piece.look != "quiet")


@given(MARKDOWN, st.integers(0, 60), st.integers(0, 60))
def test_no_character_is_lost_and_the_quote_is_lit_whole(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = lines(text, ((start, end),))
    assert joined(found) == text
    blank = "".join(p.text for line in found if line.kind == "blank" for p in line.pieces)
    assert lit(found).strip() == text[start:end].strip() or blank


def test_bullets_know_how_deep_they_stand() -> None:
    found = lines("- one\n  - two\n    - three\n")
    assert [(line.kind, line.depth) for line in found] == [("item", 0), ("item", 1), ("item", 2)]


def test_markup_is_quiet_and_words_are_not() -> None:
    found = lines("## Head\n**bold** `code` [label](https://a.b)")
    assert shown(found) == "Head\nbold code label"


def test_a_line_wrapped_by_hand_goes_on() -> None:
    assert len(lines("- a long\n  sentence\n- another")) == 2


def test_code_stands_as_it_is() -> None:
    text = "```python\n- x = 2 ** 3\n```"
    (only,) = lines(text)
    assert (only.kind, shown((only,))) == ("code", text)


def test_an_asterisk_that_is_no_markup_stays() -> None:
    assert shown(lines("SELECT * FROM a_b WHERE 2**3**4 > 1")) == "SELECT * FROM a_b WHERE 2**3**4 > 1"


def test_front_matter_stands_apart_and_the_quote_behind_it_is_lit() -> None:
    text = "---\ntitle: x\n---\n- **Glue** is good"
    found = lines(text, ((text.index("**Glue"), len(text)),))
    assert [line.kind for line in found] == ["front", "item"]
    assert (joined(found), read_aloud(found)) == (text, "Glue is good")


def test_a_table_is_set_without_its_edges_and_rule() -> None:
    found = lines("| Class | Use |\n|---|:--|\n| IA | rare |\n")
    assert [(line.kind, shown((line,)).strip("\n")) for line in found if line.kind != "rule"] == [
        ("cells", "Class | Use"),
        ("cells", "IA | rare"),
    ]


def test_a_row_whose_first_bar_was_cut_off_is_still_a_row() -> None:
    assert [line.kind for line in lines("IA | rare |\n| GDA | never |")] == ["cells", "cells"]
    assert [line.kind for line in lines("a | b\nor c")] == [""]


def test_a_wikilink_reads_as_its_label() -> None:
    assert shown(lines("see [[05-athena]] and [[04-glue#x|DataBrew]]")) == "see 05-athena and DataBrew"
