"""PDFs as they are laid out -> what a reader reads."""

from collections.abc import Callable

import pytest
from making import HEIGHT, Sheets, prose
from passage_laws import LIMIT, Load, check_document, check_passages, pieces

from domain.documents import BlockKind, Document, Kind, Passage
from ingest.reader import NoteReader

Read = Callable[[Sheets], tuple[Document, list[Passage]]]


@pytest.fixture
def read(load: Load) -> Read:
    def made(sheets: Sheets) -> tuple[Document, list[Passage]]:
        document = load(sheets.bytes(), "paper.pdf")
        passages = NoteReader(pieces, LIMIT).passages(document)
        check_document(document)
        check_passages(document, passages)
        assert all(p.page is not None for p in passages)
        return document, passages

    return made


def plains(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [block.plain for block in document.outline if kind in (None, block.kind)]


def test_sentences_are_not_cut_by_line_ends(read: Read) -> None:
    sheets = Sheets()
    sheets.lines(
        ["A stream is made of shards, and", "a shard takes one megabyte a", "second. It is paid by the hour."], 72, 700
    )
    document, _ = read(sheets)
    (block,) = document.outline
    assert [s.plain for s in block.sentences] == [
        "A stream is made of shards, and a shard takes one megabyte a second.",
        "It is paid by the hour.",
    ]
    assert document.source.kind is Kind.PDF


def test_a_word_broken_at_a_line_end_is_whole_and_its_quote_is_verbatim(read: Read) -> None:
    sheets = Sheets()
    sheets.lines(["We explain the replica-", "tion of a well-known and cross-", "region table: replication."], 72, 700)
    sheets.lines(["It is cross-region, it is well-", "known."], 72, 600)
    document, _ = read(sheets)
    assert plains(document) == [
        "We explain the replication of a well-known and cross-region table: replication.",
        "It is cross-region, it is well-known.",
    ]
    (sentence,) = document.outline[0].sentences
    assert "replica-\ntion" in document.text[sentence.start : sentence.end]


@pytest.mark.parametrize("interleaved", [False, True])
def test_two_columns_are_read_one_after_the_other(interleaved: bool, read: Read) -> None:
    left, right = prose(1, 12, 38), prose(2, 12, 38)
    sheets = Sheets()
    sheets.line("A Title Over Both Columns", 150, 760, 20, "Helvetica-Bold")
    if interleaved:
        for n, (a, b) in enumerate(zip(left, right, strict=True)):
            sheets.line(a, 60, 720 - 14 * n)
            sheets.line(b, 310, 720 - 14 * n)
    else:
        sheets.lines(left, 60, 720)
        sheets.lines(right, 310, 720)
    document, _ = read(sheets)
    assert plains(document) == ["A Title Over Both Columns", " ".join(left), " ".join(right)]


def test_lines_drawn_from_the_bottom_are_read_from_the_top(read: Read) -> None:
    lines = prose(3, 8)
    sheets = Sheets()
    for n in reversed(range(8)):
        sheets.line(lines[n], 72, 700 - 14 * n)
    assert plains(read(sheets)[0]) == [" ".join(lines)]


def test_headings_are_told_by_their_type(read: Read) -> None:
    sheets = Sheets()
    y = 760.0
    for text, size in (("Guide", 24), ("Streams", 18), ("", 0), ("Limits", 14), ("", 0), ("Tables", 18), ("", 0)):
        if text:
            sheets.line(text, 72, y, size, "Helvetica-Bold")
            y -= 30
        else:
            y = sheets.lines(prose(int(y), 3), 72, y) - 20
    document, passages = read(sheets)
    assert [(b.plain, b.level) for b in document.outline if b.level] == [
        ("Guide", 1), ("Streams", 2), ("Limits", 3), ("Tables", 2)
    ]  # fmt: skip
    assert [p.headings for p in passages] == [
        ("Guide", "Streams"), ("Guide", "Streams", "Limits"), ("Guide", "Tables")
    ]  # fmt: skip
    assert document.source.title == "Guide"


def test_bookmarks_tell_headings_that_look_like_words(read: Read) -> None:
    sheets = Sheets(title="The Book")
    y = 760.0
    for number, (name, level) in enumerate((("1 First", 0), ("1.1 Second", 1), ("2 Third", 0))):
        sheets.canvas.bookmarkPage(name)
        sheets.canvas.addOutlineEntry(name.split()[1], name, level)
        sheets.line(name, 72, y)
        y = sheets.lines(prose(number, 3), 72, y - 14) - 14
    document, _ = read(sheets)
    assert [(b.plain, b.level) for b in document.outline if b.level] == [
        ("1 First", 1), ("1.1 Second", 2), ("2 Third", 1)
    ]  # fmt: skip
    assert document.source.title == "The Book"


def test_running_heads_and_feet_and_page_numbers_are_left_out(read: Read) -> None:
    sheets = Sheets()
    for page in range(1, 6):
        sheets.line("Amazing Whitepaper – March", 72, HEIGHT - 40, 9)
        sheets.lines(prose(page, 10), 72, 700)
        sheets.line(f"Page {page} of 5", 280, 30, 9)
        sheets.turn()
    document, passages = read(sheets)
    assert plains(document) == [" ".join(prose(page, 10)) for page in range(1, 6)]
    assert len(document.pages) == 5
    assert {p.page for p in passages} == {1, 2, 3, 4, 5}
    for passage in passages:
        assert passage.page is not None
        assert passage.text.split()[-1].strip(".") in " ".join(prose(passage.page, 10))


def test_a_sentence_that_goes_over_a_page_is_whole_and_named_after_its_first(read: Read) -> None:
    sheets = Sheets()
    for name in ("Shards", "Tables", "Buckets"):
        sheets.line("Running Head", 72, HEIGHT - 40, 9)
        sheets.lines(
            [f"{name} are explained here. {name} go on and on until the very end", f"of {name} and then"], 72, 180
        )
        sheets.turn()
        sheets.line("Running Head", 72, HEIGHT - 40, 9)
        sheets.lines([f"they end on the next one. Here is more of {name}."], 72, 700)
        sheets.turn()
    document, passages = read(sheets)
    over = [p for p in passages if "and then they end on the next one." in p.plain]
    assert [p.page for p in over] == [1, 3, 5]
    assert not any("Here is more" in p.plain for p in over)
    assert "Running Head" not in document.text


def test_bullets_and_numbers_are_items_with_what_they_stand_under(read: Read) -> None:
    sheets = Sheets()
    sheets.line("Choose from the following:", 72, 700)
    for n, (text, x) in enumerate(
        (
            ("• the first of them, which runs", 80),
            ("over two lines", 89),
            ("• the second", 80),
            ("– below the second", 100),
            ("1. numbered", 80),
        )
    ):
        sheets.line(text, x, 680 - 14 * n)
    document, _ = read(sheets)
    assert [(b.kind.value, b.plain, b.parent) for b in document.outline] == [
        ("paragraph", "Choose from the following:", None),
        ("item", "the first of them, which runs over two lines", None),
        ("item", "the second", None),
        ("item", "below the second", 2),
        ("item", "numbered", None),
    ]


def test_a_list_goes_on_in_the_next_column(read: Read) -> None:
    sheets = Sheets()
    sheets.lines([*prose(1, 6, 36), "• the first item of the list"], 60, 300)
    sheets.lines(["• the second item of the list", *prose(2, 6, 36)], 320, 700)
    document, _ = read(sheets)
    assert [block.parent for block in document.outline] == [None] * len(document.outline)


def test_the_rows_of_a_table_stay_apart(read: Read) -> None:
    sheets = Sheets()
    for n, row in enumerate((("Service", "Limit", "Unit"), ("Streams", "1,000", "records"), ("Tables", "400", "KB"))):
        for cell, text in enumerate(row):
            sheets.line(text, 72 + 120 * cell, 700 - 16 * n)
    document, _ = read(sheets)
    assert plains(document, BlockKind.ROW) == ["Service Limit Unit", "Streams 1,000 records", "Tables 400 KB"]


def test_a_printed_table_of_contents_is_not_read(read: Read) -> None:
    sheets = Sheets()
    sheets.lines([f"Chapter {n} {'.' * 60} {n}" for n in range(1, 6)], 72, 700)
    sheets.lines(prose(1, 4), 72, 500)
    assert plains(read(sheets)[0]) == [" ".join(prose(1, 4))]


def test_ligatures_are_spelt_out_and_quoted_as_they_are() -> None:
    from ingest.pdf.wording import Vocabulary, words_of

    words = words_of([("ﬁles ﬂow in soft\u00ad", 10), ("ware", 30)], Vocabulary(frozenset()))
    assert words.text == "files flow in software"
    assert (words.starts[0], words.ends[1]) == (10, 11)


def test_links_in_the_words_are_followed(read: Read) -> None:
    sheets = Sheets()
    sheets.lines(["See https://docs.example.com/guide/", "page.html for more. Or not."], 72, 700)
    document, _ = read(sheets)
    assert [link.url for link in document.links] == ["https://docs.example.com/guide/page.html"]


def test_reading_twice_gives_the_same_document(load: Load) -> None:
    sheets = Sheets()
    sheets.lines(prose(1, 9), 72, 700)
    data = sheets.bytes()
    assert load(data, "a.pdf") == load(data, "a.pdf")


def test_pages_of_readings_are_no_running_heads_and_page_numbers_still_are(read: Read) -> None:
    sheets = Sheets()
    readings = [(17, 341), (29, 288), (23, 917), (31, 405)]
    for page, (mass, length) in enumerate(readings, 1):
        sheets.line(f"Lab course, sheet {page}", 72, 810)
        sheets.lines([f"Mass: {mass} g", f"Length: {length} mm"], 72, 790)
        sheets.turn()
    document, _ = read(sheets)
    assert [plain for plain in plains(document) if plain] == [f"Mass: {m} g Length: {n} mm" for m, n in readings]


def test_an_exponent_stays_one(read: Read) -> None:
    sheets = Sheets()
    sheets.line("A mole is 6 x 10", 72, 700)
    end = 72 + sheets.canvas.stringWidth("A mole is 6 x 10", "Helvetica", 11)
    sheets.line("23", end, 705, 7)
    sheets.line("of them.", end + 12, 700)
    document, _ = read(sheets)
    assert "6 x 10²³" in plains(document)[0]


def test_a_stamp_across_every_page_and_what_stands_beside_the_page_are_not_told(read: Read) -> None:
    sheets = Sheets()
    for page in range(3):
        sheets.lines(prose(page + 1, 6), 72, 760)
        sheets.line("DRAFT", 150, 400, 90)
        sheets.line("Nobody sees this.", 72, -300)
        sheets.turn()
    document, _ = read(sheets)
    assert not [plain for plain in plains(document) if "DRAFT" in plain or "Nobody" in plain]
    assert len(plains(document)) == 3


def test_what_was_filled_in_is_read(read: Read) -> None:
    sheets = Sheets()
    sheets.line("Member since:", 72, 700)
    sheets.line("Signed:", 72, 660)
    sheets.canvas.acroForm.textfield(name="since", value="Summer 2009", x=160, y=692, width=200, height=20)
    document, _ = read(sheets)
    assert plains(document) == ["Member since: Summer 2009", "Signed:"]
