"""The law of slices, for any page at all."""

from hypothesis import given, settings
from hypothesis import strategies as st
from passage_laws import LIMIT, check_document, check_passages, pieces

from domain.documents import Document, Kind, Source
from domain.errors import StudyError
from ingest.decode import normalised
from ingest.reader import NoteReader
from ingest.web.read import read_html

READER = NoteReader(pieces, LIMIT)
words = st.one_of(
    st.text(max_size=15),
    st.sampled_from(
        ["Some words. More words!", "* a", "# b", "1. c", "a | b", "`", "\\", "[x](y)", "{{", "&lt;", "$x$"]
    ),
)
inline = st.tuples(st.sampled_from("b i code a em span del mark sup img br".split()), words).map(
    lambda p: f"<{p[0]} href='/x' alt='some words'>{p[1]}</{p[0]}>"
)
line = st.lists(st.one_of(words, inline), max_size=4).map(" ".join)
block = st.recursive(
    line,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("p div h1 h2 h3 h6 ul ol li pre blockquote dl dt dd section".split()), inner).map(
            lambda p: f"<{p[0]}>{p[1]}</{p[0]}>"
        ),
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=4).map(
            lambda cells: "<table>" + "".join(f"<tr><td rowspan=2>{c}<td>{c}</tr>" for c in cells) + "</table>"
        ),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: f"<ul>{''.join(f'<li>{i}' for i in items)}</ul>"),
    ),
    max_leaves=8,
)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(block)
def test_every_passage_of_any_page_is_a_slice_of_it(body: str) -> None:
    page = f"<div id='main-col-body'>{body}<p>The end.</p></div>".encode("utf-8", "replace")
    try:
        made = read_html(page, "page.html", READER._fits, "utf-8")
    except StudyError as told:
        assert told.hint
        return
    assert normalised(made.text) == made.text
    document = Document(Source("web:x", Kind.WEB, "x", "x"), made.text, made.outline.blocks)
    check_document(document)
    check_passages(document, READER.passages(document))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    try:
        read_html(data, "page.html", READER._fits)
    except StudyError as told:
        assert told.hint
