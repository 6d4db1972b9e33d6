"""Bytes -> the text that everything points into: decoded, one kind of newline, NFC, repaired; done exactly once."""

import codecs
import re
import unicodedata
from collections.abc import Iterable

from ingest.repair import repaired

_BOMS = (  # UTF-32 first: its little-endian mark begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}  # as browsers do
_SAMPLE = 65_536  # bytes: what is looked at to tell text from something else
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")
_UNLIKELY = re.compile(
    "[A-Za-z\u00c0-\u00ff][\u00a1-\u00b3\u00b5\u00b6\u00b8-\u00bf][a-z\u00e0-\u00ff]|\ufffd"
)  # a sign in a word
# More accents on a letter than any text has (Unicode's stream-safe format): they are sorted in quadratic time.
_ACCENTS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED = re.compile(f"([{_ACCENTS}]{{30}})[{_ACCENTS}]+")
_UNSEEN: dict[int, int | None] = {
    **dict.fromkeys((0, 0xAD, 0x200B, 0x2060, 0xFEFF)),  # NUL, soft hyphen, zero-width space, word joiner, a stray BOM
    **{c: c - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for c in range(ord(first), ord(last) + 1)},
}
_SURROGATE = re.compile("[\ud800-\udfff]")


def decoded(data: bytes, charsets: Iterable[str] = ()) -> str:
    """The text in a file's bytes, normalised; of the charsets that it is said to be in, the first that fits."""
    said = "" if _utf(data) else _in_first(data, charsets)
    return normalised(said or _text(data))


def _in_first(data: bytes, charsets: Iterable[str]) -> str:
    for charset in charsets:
        try:
            return data.decode(_MEANT.get(charset.strip().lower(), charset.strip()))
        except (LookupError, ValueError):  # no such charset, or one that the bytes are not in
            continue
    return ""


def normalised(text: str) -> str:
    """One kind of newline, no NUL, no half characters, no endless piles of accents, mojibake repaired, composed.

    Without what is not seen inside words, and with wide letters and digits as usual ones: nobody could find them.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)
    return unicodedata.normalize("NFC", repaired(_PILED.sub(r"\1", _SURROGATE.sub("\ufffd", text))))


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: NULs that no UTF explains, or mostly control characters."""
    if _utf(data):
        return False
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _CONTROL))
    if b"\0" in sample and not _is_utf8(data):
        return True
    return odd * 10 > len(sample)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _text(data: bytes) -> str:
    if encoding := _utf(data):
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(data)


def _utf(data: bytes) -> str:
    """The UTF that a byte order mark names, or that the pattern of NULs gives away."""
    named = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), "")
    if named or b"\0" not in data[:_SAMPLE]:
        return named
    sample = data[: _SAMPLE - _SAMPLE % 4]
    quarters = [_nul_share(sample[i::4]) for i in range(4)]
    halves = [_nul_share(sample[i::2]) for i in range(2)]
    if len(data) % 4 == 0 and (wide := _wide(quarters)) and _decodes(sample, wide):
        return wide
    if len(data) % 2 == 0 and max(halves) > 0.5 and min(halves) < 0.1:
        return "utf-16-le" if halves[1] > halves[0] else "utf-16-be"
    return ""


def _wide(quarters: list[float]) -> str:
    if min(quarters[1:]) > 0.5 and quarters[0] < 0.1:
        return "utf-32-le"
    return "utf-32-be" if min(quarters[:3]) > 0.5 and quarters[3] < 0.1 else ""


def _nul_share(sample: bytes) -> float:
    return sample.count(0) / len(sample) if sample else 0.0


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(data: bytes) -> str:
    """Text in one of the old single- or multi-byte encodings; a file that is UTF-8 but for a few bytes stays UTF-8."""
    text = data.decode("utf-8", "replace")
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    if data[:_SAMPLE].decode("utf-8", "replace").count("\ufffd") * 5 < high:
        return text
    western = data.decode("cp1252", "replace")
    if high * 5 < len(data[:_SAMPLE]) and not _UNLIKELY.search(western[:_SAMPLE]):
        return western  # by far the most common; its relatives differ in a few letters that no statistics tell apart
    return _guessed(data)


def _guessed(data: bytes) -> str:
    from charset_normalizer import from_bytes  # here: few files need it

    best = from_bytes(data[:_SAMPLE]).best()
    for encoding in (best.encoding if best else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
