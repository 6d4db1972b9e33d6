"""What stands above and below a block of a document's outline."""

from collections.abc import Sequence

from domain.documents import Block, BlockKind, Document


def ancestors(document: Document, block: int) -> list[int]:
    """The blocks above a block, outermost first."""
    chain: list[int] = []
    at = document.outline[block].parent
    while at is not None:
        chain.append(at)
        at = document.outline[at].parent
    return chain[::-1]


def children(document: Document, block: int) -> list[int]:
    """The blocks directly under a block that have words of their own, headings left out."""
    outline = document.outline
    found: list[int] = []
    for n in range(block + 1, len(outline)):
        if not _under(outline, n, block):
            break
        if outline[n].parent == block and outline[n].kind is not BlockKind.HEADING and outline[n].plain:
            found.append(n)
    return found


def _under(outline: Sequence[Block], block: int, top: int) -> bool:
    """Whether a block stands somewhere under another; a parent always stands before its children."""
    at: int | None = block
    while at is not None and at > top:
        at = outline[at].parent
    return at == top
