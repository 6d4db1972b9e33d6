"""A text and a query about it meet in their terms."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.terms import fold, terms, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MASK_RANGE", ["mask_range", "mask", "rang"]),
        ("make_struct", ["make_struct", "make", "struct"]),
        ("ra3.4xl", ["ra3.4xl", "ra3", "4xl"]),
        ("glue:DeletePartition", ["glue:deletepartition", "glue", "deletepartition", "delet", "partit"]),
        ("project:string", ["project:string", "project", "string"]),
        ("s3://bucket", ["s3://bucket", "s3", "bucket"]),
        ("row-level", ["rowlevel", "row", "level"]),
        ("--enable-auto-scaling", ["enable-auto-scaling", "enabl", "auto", "scale"]),
        ("DynamoDB's", ["dynamodb", "dynamo", "db"]),
        ("APIs and IDs", ["api", "id"]),
        ("read/write", ["read", "write"]),
        ("1,000 records", ["1000", "record"]),
        ("C++ and C#", ["c++", "c#"]),
        ("__init__", ["__init__", "init"]),
        ("the end. Next", ["end", "next"]),
        ("e.g. this", []),
        ("What is it, and how do you use them?", []),
        ("Café RÉSUMÉ", ["cafe", "resum"]),
        ("数据仓库", ["数据", "据仓", "仓库"]),
        ("X数据Redis库", ["x", "数据", "redi", "库"]),
        ("**bold** `code`", ["bold", "code"]),
        ("don't students’", ["student"]),
        ("", []),
    ],
)
def test_terms(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("partitioned tables", "partition a table"),
        ("delete partition", "glue:DeletePartition"),
        ("row level security", "row-level security"),
        ("rowlevel", "row-level"),
        ("mask range", "MASK_RANGE"),
        ("dynamodb", "DynamoDB"),
        ("Zürich", "zurich"),
    ],
)
def test_spellings_of_one_thing_meet(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


@given(st.text())
def test_terms_never_break_what_reads_them(text: str) -> None:
    for term in terms(text):
        assert term
        assert not any(c.isspace() or c == '"' for c in term)
        assert all(c.isalnum() or c in "_.:/-+#@$~‐‑" or ord(c) > 127 for c in term), term


@given(st.text(), st.text())
def test_texts_apart_have_their_terms_apart(one: str, other: str) -> None:
    assert terms(f"{one}\n{other}") == terms(one) + terms(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_plain_words_leave_identifiers_out() -> None:
    assert list(words("Kinesis ra3 café x_y")) == ["kinesis", "cafe", "x", "y"]


def test_a_big_library_is_analysed_in_seconds() -> None:
    text = "AWS Glue crawlers infer the schema_of data in s3://bucket and write it to the Data-Catalog. " * 10
    began = time.process_time()
    for _ in range(1000):
        terms(text)
    assert time.process_time() - began < 5  # a million characters; mostly under one second
