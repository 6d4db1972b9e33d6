"""Bytes -> text: every encoding of a note gives the same text, and only what is broken is repaired."""

import unicodedata

import pytest
from passage_laws import Load

from ingest.decode import decoded, is_binary, normalised

NOTE = (
    "# Études\n\nThe café’s “naïve” plan – über-simple… costs €5. Señor Muñoz said: déjà vu!\n\n"
    "- première façon\n- größer als früher\n- ça ira très bien\n"
)
ENCODINGS = [
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"
]  # fmt: skip


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_and_newline_gives_the_same_text(encoding: str, newline: str) -> None:
    data = NOTE.replace("\n", newline).encode(encoding)
    assert not is_binary(data)
    assert decoded(data) == NOTE


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "Le café est très agréable en été, déjà vu à Genève.\n"),
        ("cp1250", "Zażółć gęślą jaźń, a potem napisz świąteczną notatkę o życiu w Łodzi.\n"),
        ("cp1251", "Это обычный русский текст, записанный в старой кодировке Windows.\n"),
        ("shift_jis", "これは日本語の文章です。古い文字コードで保存されています。\n"),
    ],
)
def test_old_encodings_are_recognised(encoding: str, text: str) -> None:
    assert decoded((text * 5).encode(encoding)) == text * 5


def test_a_few_bad_bytes_do_not_make_utf8_another_encoding() -> None:
    text = decoded("Привет, мир – это заметка. ".encode() * 20 + b"\xff\n")
    assert text.startswith("Привет, мир – это")
    assert text.count("\ufffd") == 1


def test_composed_and_decomposed_letters_are_one() -> None:
    assert decoded(unicodedata.normalize("NFD", NOTE).encode()) == NOTE


def test_stray_nuls_and_halves_of_characters_are_dropped() -> None:
    assert decoded(b"A few words and one \0stray sign in the middle of them") == (
        "A few words and one stray sign in the middle of them"
    )
    assert normalised("a\ud83db").encode() == "a\ufffdb".encode()


def test_an_empty_file_is_an_empty_text() -> None:
    assert decoded(b"") == decoded(b"\xef\xbb\xbf") == decoded(b"\xff\xfe") == ""
    assert not is_binary(b"")


@pytest.mark.parametrize(
    "word", ["Security – You", "don’t have to", "VPC—through", "great! 🥳 🎉", "naïve café", "“so”"]
)
def test_mojibake_is_repaired(word: str) -> None:
    broken = word.encode().decode("cp1252", "ignore") if "🎉" not in word else "great! ðŸ¥³ ðŸŽ‰"
    if "“" in word:
        broken = "â€œsoâ€\x9d"
    assert normalised(f"Fine – line.\n{broken} here\n") == f"Fine – line.\n{word} here\n"


@pytest.mark.parametrize(
    "text",
    [
        "&amp; &lt;b&gt; &eacute; stay",
        "“curly” ‘quotes’ stay, ﬁ and ﬂ stay, 한글 stays",
        "Code `â€“` stays, so does\n\n```\nprint('â€™')\n```\n",
        "São Paulo, Ærø, Â, Ã, naïve, 5 € – “ok”",
        "Trailing spaces  \nand\ttabs \x0b stay",
        "½ µ ™ ° © stay; ÀÉÎÕÜ",
    ],
)
def test_what_is_not_broken_is_left_alone(text: str) -> None:
    assert normalised(text) == text


def test_a_note_is_the_same_document_in_every_encoding(load: Load) -> None:
    outlines = {load(NOTE.encode(encoding)).outline for encoding in ENCODINGS}
    assert len(outlines) == 1
