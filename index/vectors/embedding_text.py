"""A passage -> what is embedded of it: its words and the marks that part sentences, under what only its headings say.

Every other mark is a word piece of its own: a fifth of all pieces in technical pages, where embedding is nine tenths
of what a sync costs. Without them, and without words of headings that a nearer heading repeats, passages are found as
well (`python -m evals.retrieval`); without the marks of sentences they are not.
"""

import re
from collections.abc import Sequence

from domain.documents import Passage

VERSION = "1"  # raise when the same passage would be embedded in other words

_MARKS = re.compile(
    r"""
    ["'(),\-./:;<=>?!@\[\\\]^_`{|}~&*“”‘’„«»–—…•·]
    (?<! \d[.,](?=\d) )                # 3.5 and 1,000 stay whole
    (?<! [^\W\d_]['’](?=[^\W\d_]) )    # so does don't
    (?<! [^\W_][.,:;?!](?=\s|$) )      # these part clauses
    (?<! [%$€£+#)\]"'`*”’»][.?!](?=\s|$) )  # and these sentences
    """,
    re.VERBOSE,
)


def embedding_text(passage: Passage) -> str:
    """What is embedded; never what is quoted, and no more word pieces than `passage.indexed` has."""
    lines = (_nearest((*passage.headings, *passage.above)), _words(passage.plain))
    return "\n".join(filter(None, lines)) or passage.indexed


def _words(text: str) -> str:
    """The text without marks, white space collapsed."""
    return " ".join(_MARKS.sub(" ", text).split())


def _nearest(trail: Sequence[str]) -> str:
    """Each word of a heading trail once, where it stands nearest to the passage."""
    told: list[str] = []
    nearer: set[str] = set()
    for part in map(_words, reversed(trail)):
        told.append(" ".join(word for word in part.split() if _folded(word) not in nearer))
        nearer.update(map(_folded, part.split()))
    return " ".join(filter(None, reversed(told)))


def _folded(word: str) -> str:
    return word.casefold().rstrip(".,:;?!")
