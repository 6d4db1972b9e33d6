"""Documents and passages <-> compact bytes."""

import json
import zlib
from collections.abc import Sequence

from domain.documents import Block, BlockKind, Document, Link, Passage, Sentence, Source

type_of = {kind.value: kind for kind in BlockKind}


def pack(value: object) -> bytes:
    """JSON, compressed; quick rather than small."""
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode("ascii"), 3)


def unpack(data: bytes) -> list:  # type: ignore[type-arg]  # JSON: each reader below knows what it packed
    """What was packed."""
    value = json.loads(zlib.decompress(data))
    assert isinstance(value, list)
    return value


def pack_text(text: str) -> bytes:
    """A text, compressed; lone surrogates survive."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 3)


def unpack_text(data: bytes) -> str:
    """The text that was packed."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def pack_outline(outline: Sequence[Block]) -> bytes:
    """Blocks as arrays."""
    return pack(
        [
            [b.kind.value, b.start, b.end, b.parent, [[s.start, s.end, s.plain] for s in b.sentences], b.level]
            for b in outline
        ]
    )


def unpack_outline(data: bytes) -> tuple[Block, ...]:
    """The blocks that were packed."""
    return tuple(
        Block(type_of[kind], start, end, parent, tuple(Sentence(*s) for s in sentences), level)
        for kind, start, end, parent, sentences, level in unpack(data)
    )


def pack_links(links: Sequence[Link]) -> bytes:
    """Links as arrays."""
    return pack([[link.url, link.start, link.end, link.label] for link in links])


def unpack_document(source: Source, text: bytes, outline: bytes, links: bytes, pages: bytes) -> Document:
    """The columns of a document -> the document."""
    return Document(
        source=source,
        text=unpack_text(text),
        outline=unpack_outline(outline),
        links=tuple(Link(*link) for link in unpack(links)),
        pages=tuple(unpack(pages)),
    )


def pack_body(passage: Passage) -> bytes:
    """Everything of a passage but its place."""
    p = passage
    return json.dumps([p.text, p.plain, p.headings, p.above, p.page, p.line], separators=(",", ":")).encode("ascii")


def unpack_passage(source: Source, start: int, end: int, body: bytes) -> Passage:
    """The columns of a passage -> the passage."""
    text, plain, headings, above, page, line = json.loads(body)
    return Passage(source, start, end, text, tuple(headings), tuple(above), plain, page, line)
