"""What holds for every document and its passages, whatever the text: called by the tests that bring the texts."""

from collections.abc import Callable
from itertools import pairwise

from domain.documents import Block, BlockKind, Document, Passage

Load = Callable[..., Document]

LIMIT = 128


def pieces(text: str) -> int:
    """A word-piece counter for tests: a piece for every five characters of a word, one for any other sign."""
    return 2 + sum((len(word) + 4) // 5 if word.isascii() else len(word) for word in text.split())


def check_document(document: Document) -> None:
    """The outline and the links point into the text, in order, parents first."""
    for index, block in enumerate(document.outline):
        assert 0 <= block.start <= block.end <= len(document.text), block
        assert block.parent is None or 0 <= block.parent < index, block
        assert (block.level > 0) == (block.kind is BlockKind.HEADING), block
        check_sentences(document, block)
    for before, after in pairwise(document.outline):
        assert before.end <= after.start, (before, after)
    for link in document.links:
        assert 0 <= link.start < link.end <= len(document.text), link
        assert link.url.startswith(("http://", "https://", "note:")), link


def check_sentences(document: Document, block: Block) -> None:
    """Sentences are trimmed, in order, inside their block."""
    assert block.sentences, block
    for sentence in block.sentences:
        assert block.start <= sentence.start <= sentence.end <= block.end, (block, sentence)
        words = document.text[sentence.start : sentence.end]
        assert words == words.strip(), sentence
        assert sentence.plain == " ".join(sentence.plain.split()), sentence
        assert words or not sentence.plain, sentence
    for before, after in pairwise(block.sentences):
        assert before.end <= after.start, (before, after)


def check_passages(document: Document, passages: list[Passage], limit: int = LIMIT) -> None:
    """Slices of the text, trimmed, apart, in order, short enough, and every sentence in exactly one."""
    for passage in passages:
        assert document.text[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.plain
        assert pieces(passage.indexed) <= limit, (pieces(passage.indexed), passage)
        assert passage.line == document.line_of(passage.start)
    for before, after in pairwise(passages):
        assert before.end <= after.start, (before, after)
    check_headings(document, passages)
    check_coverage(document, passages)


def check_headings(document: Document, passages: list[Passage]) -> None:
    """No passage holds a heading."""
    headings = [b for b in document.outline if b.kind is BlockKind.HEADING]
    at = 0
    for passage in passages:
        while at < len(headings) and headings[at].end <= passage.start:
            at += 1
        assert at == len(headings) or headings[at].start >= passage.end, (headings[at], passage)


def check_coverage(document: Document, passages: list[Passage]) -> None:
    """Every sentence that says something lies in exactly one passage, and its words are in that passage's."""
    at = 0
    for block in document.outline:
        for sentence in block.sentences:
            if block.kind is BlockKind.HEADING or not sentence.plain:
                continue
            while at < len(passages) and passages[at].end < sentence.end:
                at += 1
            assert at < len(passages) and passages[at].start <= sentence.start, sentence
            assert sentence.plain in passages[at].plain, (sentence, passages[at])
