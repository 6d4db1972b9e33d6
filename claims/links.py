"""A link in a note -> the block that holds it, and what that block says. Pure; knows nothing about pages."""

from bisect import bisect_right
from collections.abc import Iterator

from domain.documents import Block, Document, Link
from domain.outline import children

TITLE_WORDS = 4  # a block of up to this many words names its children's subject and says nothing itself


def links_at(document: Document, url: str, line: int) -> Iterator[Link]:
    """The links to a URL that stand on a line; the line of the ledger is that of the link's beginning."""
    return (link for link in document.links if link.url == url and document.line_of(link.start) == line)


def block_of(document: Document, link: Link) -> int | None:
    """The outline block that holds a link: the last one that begins before it."""
    at = bisect_right(document.outline, link.start, key=lambda block: block.start) - 1
    return at if at >= 0 else None


def statements(document: Document, block: int, linking: frozenset[int]) -> list[int]:
    """The blocks that a link speaks for: the one that holds it, or those under it when that is only a title.

    `linking` are the blocks with a link of their own: they answer to that.
    """
    below = children(document, block) if is_title(document.outline[block]) else []
    own = [n for n in below if n not in linking]
    return [found for n in own for found in statements(document, n, linking)] if own else [block]


def is_title(block: Block) -> bool:
    """Whether a block only names something or leads to what stands under it."""
    plain = block.plain.rstrip(" *")
    return plain.endswith(":") or (len(plain.split()) <= TITLE_WORDS and not plain.endswith("."))
