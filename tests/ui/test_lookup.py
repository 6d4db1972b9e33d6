"""The words of a query are lit where they stand."""

import pytest

from domain.documents import Kind, Passage, Source
from ui.lookup import lit_words


@pytest.mark.parametrize(
    ("text", "query", "lit"),
    [
        ("Masking hides data in DataBrew", "mask data", ["Masking", "data"]),
        ("mask it", "masking", ["mask"]),
        ("`MASK_RANGE` and ra3.4xl", "mask_range", ["MASK_RANGE"]),
        ("Glue is a tool", "is a", []),
        ("anything", "", []),
    ],
)
def test_a_word_is_lit_in_whichever_form(text: str, query: str, lit: list[str]) -> None:
    passage = Passage(Source("note:a.md", Kind.NOTE, "a", "a.md"), 0, len(text), text)
    assert [text[start:end] for start, end in lit_words(passage, query)] == lit
