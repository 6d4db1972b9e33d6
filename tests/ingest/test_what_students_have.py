"""Notes as students really keep them: what is struck out, raised, hidden or a program's own is not their word."""

from collections import Counter
from io import BytesIO

import pytest
from docx import Document as Word
from docx.oxml import parse_xml
from passage_laws import Load, check_document, check_passages

from domain.documents import Document, Found, Shelf
from ingest.reader import NoteReader
from ingest.unread import unread

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def told(document: Document) -> list[str]:
    return [sentence.plain for block in document.outline for sentence in block.sentences if sentence.plain]


@pytest.mark.parametrize(
    ("written", "reads"),
    [
        ("The rent is ~~400~~ 450 francs.", ["The rent is 450 francs."]),
        ("The rent is <del>400</del> <ins>450</ins> francs.", ["The rent is 450 francs."]),
        ("Due <s>Monday</s> Tuesday, not <strike>at noon</strike>.", ["Due Tuesday, not."]),
        ("- ~~Whales are fish.~~\n- Whales are mammals.", ["Whales are mammals."]),
        ("Hot ~~[*](u)~~ kilns, <sup>[*](u)</sup> cold.", ["Hot kilns, cold."]),
        ("Half a ~~ is no mark.", ["Half a ~~ is no mark."]),
        ("A mole is 6 × 10<sup>23</sup> of them.", ["A mole is 6 × 10²³ of them."]),
        ("It decays with e<sup>-2t</sup>.", ["It decays with e^-2t."]),
        ("The 5<sup>th</sup> of May, Acme<sup>TM</sup>.", ["The 5th of May, AcmeTM."]),
        ("The {{c1::femur}} is the longest bone.", ["The femur is the longest bone."]),
        ("The {{c2::femur::which bone?}} is longest.", ["The femur is longest."]),
        ("The {{cloze banker's rule}} holds.", ["The banker's rule holds."]),
        ("Set by {{ .Values.port }} there.", ["Set by {{ .Values.port }} there."]),
        ("{{< youtube abc >}}\n\nKilns are hot.", ["Kilns are hot."]),
        ("{{[[query]]: {and: [[a]] [[b]]}}}\n\nKilns are hot.", ["Kilns are hot."]),
        ("Which bone is longest?::The femur", ["Which bone is longest?", "The femur"]),
        ("How many hearts?:::Three", ["How many hearts?", "Three"]),
        ("Which gland?\n?\nThe pancreas.", ["Which gland?", "The pancreas."]),
        ("`std::vector` grows, and so does std::list.", ["`std::vector` grows, and so does std::list."]),
        ("Kilns are hot.\n#craft #kilns/gas", ["Kilns are hot."]),
        ("Kilns are hot. #craft #exam", ["Kilns are hot."]),
        ("Ask in the channel #general", ["Ask in the channel #general"]),
        ("```dataview\nTABLE x FROM #y\n```\nKilns are hot.", ["Kilns are hot."]),
        ("Made `= this.created` in May.", ["Made in May."]),
        ("- Fire it\n  :LOGBOOK:\n  CLOCK: [2024-03-01 Fri 10:00]\n  :END:", ["Fire it"]),
        ("- Fire it\n  SCHEDULED: <2024-05-10 Fri>", ["Fire it"]),
        ("#+BEGIN_NOTE\nKilns are hot.\n#+END_NOTE", ["Kilns are hot."]),
        ("Hot ![x](data:image/png;base64," + "iVBORw0KGgo" * 900 + ") kilns.", ["Hot kilns."]),
        ('Hot <img src="data:image/png;base64,' + "iVBORw0KGgo" * 900 + '"> kilns.', ["Hot kilns."]),
        (r"Euler: \(e^{i\pi}+1=0\).", [r"Euler: \(e^{i\pi}+1=0\)."]),
        (r"A draft \[not a link\] here.", ["A draft [not a link] here."]),
        ("The cap\u00adi\u00adtal is Thim\u200bphu.", ["The capital is Thimphu."]),
        ("Der Ｐｏｒｔ ist １８８３。", ["Der Port ist 1883。"]),
    ],
)
def test_a_note_reads_as_its_author_meant_it(load: Load, reader: NoteReader, written: str, reads: list[str]) -> None:
    document = load(written)
    assert told(document) == reads
    check_document(document)
    check_passages(document, reader.passages(document))


def test_a_note_of_headings_alone_says_what_they_say(load: Load, reader: NoteReader) -> None:
    found = reader.passages(load("# Kilns\n\n## Gas kilns are hot\n\n## Wood kilns take a night\n"))
    assert [passage.text for passage in found]
    assert "Wood kilns take a night" in " ".join(passage.text for passage in found)


def test_front_matter_may_come_after_blank_lines_and_gives_other_names(load: Load) -> None:
    document = load("\n\n---\ntitle: Particulates\naliases: [PM2.5, fine dust]\n---\n\nIt is measured.\n")
    assert document.source.title == "Particulates (PM2.5, fine dust)"
    assert told(document) == ["It is measured."]


def test_a_raw_export_of_joplin_is_its_notes_alone(load: Load) -> None:
    about = "\n\nid: 0a1b2c3d4e5f60718293a4b5c6d7e8f9\nparent_id: 11112222333344445555666677778888\nis_todo: 0\ntype_: "
    assert told(load(f"Buffers\n\nA buffer resists changes.{about}1")) == ["Buffers", "A buffer resists changes."]
    assert told(load(f"Chemistry{about}2")) == []


def test_a_page_keeps_exponents_and_drops_what_is_struck_out(load: Load) -> None:
    page = "<h1>Light</h1><p>It takes <s>9</s> 8 minutes at 3 × 10<sup>8</sup> m/s, as said<sup>2</sup>.</p>"
    assert "It takes 8 minutes at 3 × 10⁸ m/s, as said²." in told(load(page, "light.html"))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "<tr><td>Stone</td><td>Hardness</td></tr><tr><td>Talc</td><td>1</td></tr><tr><td>Topaz</td><td>8</td></tr>",
            ["Stone: Talc; Hardness: 1", "Stone: Topaz; Hardness: 8"],
        ),
        (
            "<tr><td>Talc</td><td>soft</td></tr><tr><td>Topaz</td><td>hard</td></tr>",
            ["Talc; soft", "Topaz; hard"],
        ),
        (
            "<tr><th rowspan=2>Stone</th><th colspan=2>Hardness</th></tr><tr><th>wet</th><th>dry</th></tr>"
            "<tr><td>Talc</td><td>1</td><td>2</td></tr>",
            ["Stone: Talc; Hardness wet: 1; Hardness dry: 2"],
        ),
    ],
)
def test_a_table_is_told_by_the_names_of_its_columns(load: Load, table: str, rows: list[str]) -> None:
    page = f"<h1>Stones</h1><p>Stones are told apart by how hard they are to scratch.</p><table>{table}</table>"
    assert told(load(page, "stones.html"))[2:] == rows


def test_a_document_of_word_keeps_to_what_its_author_sees(load: Load) -> None:
    word, file = Word(), BytesIO()
    line = word.add_paragraph("The kiln ")
    line.add_run("was cold ").font.strike = True
    line.add_run("never tells ").font.hidden = True
    line.add_run("reaches 10")
    line.add_run("3").font.superscript = True
    line.add_run(" degrees.")
    law = word.add_paragraph("The law: ")
    law._p.append(
        parse_xml(
            f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>F=</m:t></m:r><m:f><m:num><m:r><m:t>mv</m:t></m:r></m:num>'
            "<m:den><m:sSup><m:e><m:r><m:t>r</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:den>"
            "</m:f></m:oMath>"
        )
    )
    word.add_paragraph("Stars", style="List Bullet")
    word.add_paragraph("Red giants", style="List Bullet 2")
    word.save(file)
    document = load(file.getvalue(), "kilns.docx")
    assert told(document)[:2] == ["The kiln reaches 10³ degrees.", "The law: F=(mv)/(r^2)"]
    stars, giants = document.outline[-2:]
    assert (giants.plain, document.outline[giants.parent or 0]) == ("Red giants", stars)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("kilns.csv", 'Kiln;Fuel;Hours\nRaku;gas;2\nAnagama;"wood, pine";90\n'),
        ("kilns.tsv", "Kiln\tFuel\tHours\nRaku\tgas\t2\nAnagama\twood, pine\t90\n"),
        ("kilns.csv", 'Kiln,Fuel,Hours\nRaku,gas,2\nAnagama,"wood, pine",90\n'),
    ],
)
def test_a_table_in_plain_text_is_rows_under_their_headers(load: Load, name: str, table: str) -> None:
    assert told(load(table, name)) == [
        "Kiln: Raku; Fuel: gas; Hours: 2",
        "Kiln: Anagama; Fuel: wood, pine; Hours: 90",
    ]


def test_what_is_not_read_is_named_by_kind_with_what_to_do(reader: NoteReader, shelf: Shelf, load: Load) -> None:
    for name in ("a.md", "pictures/1.png", "pictures/2.PNG", "sheet.xlsx", "notes", ".hidden.png"):
        load("Words.", name)
    found = reader.find(shelf)
    lines = [item.reason for item in found if not isinstance(item, Found)]
    assert lines == [
        "2 .png files were not read (pictures).",
        "1 file without an ending was not read (no notes).",
        "1 .xlsx file was not read (tables).",
    ]
    assert all(item.hint for item in found if not isinstance(item, Found))


def test_a_folder_with_everything_in_it_is_named_in_few_lines() -> None:
    lines = list(unread("notes", Counter({f"x{n}": 3 for n in range(50)})))
    assert len(lines) == 31
    assert lines[-1].reason == "60 files with other endings were not read."
