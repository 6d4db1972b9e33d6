"""Which passages hold a term and how often, and how many terms each passage has: kept in blocks of passage numbers.

All that is kept of one term within one block is one value, pairs of 16 bits: the passage's place in the block, and how
often it holds the term. So a sync writes the values of the blocks it touches, and a search reads one value per block.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import count, groupby
from typing import TYPE_CHECKING

from domain.documents import Passage
from language.terms import terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pairs = NDArray[np.uint16]  # (n, 2): place in the block, times
    Numbers = NDArray[np.int64]
    Lengths = NDArray[np.int32]  # by passage number: how many terms it has, NOBODY where there is no passage

BLOCK = 8_192  # passages: larger blocks are read quicker and rewritten slower
MOST_TIMES = 65_535  # that a term is counted in one passage: what 16 bits hold
NOBODY = -1
_PAIR = 4  # bytes


def add_postings(connection: sqlite3.Connection, passages: Iterable[tuple[int, Passage]]) -> None:
    """Keep the terms of numbered passages; their numbers rise, and lie above all that are kept."""
    import numpy as np  # deferred: keeps this module free to import

    for block, some in groupby(passages, lambda numbered: numbered[0] // BLOCK):
        turn: dict[str, int] = defaultdict(count().__next__)  # of each term, as they come
        turns, times, kinds = array("q"), array("q"), array("q")
        lengths = {}
        for number, passage in some:
            held = Counter(terms(passage.indexed))
            turns.extend(map(turn.__getitem__, held))
            times.extend(held.values())
            kinds.append(len(held))
            lengths[number % BLOCK] = held.total()
        pairs = np.stack([np.repeat(list(lengths), kinds), np.minimum(times, MOST_TIMES)], axis=1).astype(np.uint16)
        values = _values(
            pairs[np.argsort(turns, kind="stable")], np.bincount(turns, minlength=len(turn)), range(len(turn))
        )
        _append(connection, block, dict(zip(turn, values, strict=True)))
        _note_lengths(connection, block, lengths)


def remove_postings(connection: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Forget the terms of passages. Their blocks are looked through: what they held need not be known."""
    import numpy as np

    for block, some in groupby(sorted(numbers), lambda number: number // BLOCK):
        places = [number % BLOCK for number in some]
        gone = np.zeros(BLOCK, dtype=np.bool_)
        gone[places] = True
        rows = connection.execute("SELECT term, pairs FROM postings WHERE block = ?", (block,)).fetchall()
        before, pairs = _unpacked([value for _, value in rows])
        stays = ~gone[pairs[:, 0]]
        after = np.bincount(np.repeat(np.arange(len(rows)), before)[stays], minlength=len(rows))
        touched = (after != before).nonzero()[0].tolist()
        values = _values(pairs[stays], after, touched)
        _rewrite(connection, block, {rows[n][0]: value for n, value in zip(touched, values, strict=True)})
        _note_lengths(connection, block, dict.fromkeys(places, NOBODY))


def holders_of(connection: sqlite3.Connection, term: str) -> "tuple[Numbers, NDArray[np.uint16]]":
    """The numbers of the passages that hold a term, and how often each does."""
    import numpy as np

    sql = "SELECT block, pairs FROM lengths CROSS JOIN postings USING (block) WHERE term = ?"
    rows = connection.execute(sql, (term,)).fetchall()
    sizes, pairs = _unpacked([value for _, value in rows])
    firsts = np.array([block * BLOCK for block, _ in rows], dtype=np.int64)
    return np.repeat(firsts, sizes) + pairs[:, 0], pairs[:, 1]


def count_holders(connection: sqlite3.Connection, term: str) -> int:
    """How many passages hold a term."""
    sql = "SELECT total(length(pairs)) FROM lengths CROSS JOIN postings USING (block) WHERE term = ?"
    (size,) = connection.execute(sql, (term,)).fetchone()
    return int(size) // _PAIR


def lengths_of(connection: sqlite3.Connection) -> "Lengths":
    """How many terms the passage of each number has."""
    import numpy as np

    rows = connection.execute("SELECT block, lengths FROM lengths ORDER BY block").fetchall()
    found = np.full((rows[-1][0] + 1 if rows else 0, BLOCK), NOBODY, dtype=np.int32)
    for block, data in rows:
        found[block] = np.frombuffer(data, dtype=np.int32)
    return found.reshape(-1)


def _unpacked(values: "list[bytes]") -> "tuple[NDArray[np.int64], Pairs]":
    """How many pairs each value holds, and all of them."""
    import numpy as np

    sizes = np.array([len(value) // _PAIR for value in values], dtype=np.int64)
    return sizes, np.frombuffer(b"".join(values), dtype=np.uint16).reshape(-1, 2)


def _values(pairs: "Pairs", sizes: "NDArray[np.int64]", chosen: Iterable[int]) -> list[bytes]:
    """Pairs, so many for each term -> the values of the chosen terms."""
    ends = [0, *sizes.cumsum().tolist()]
    return [pairs[ends[n] : ends[n + 1]].tobytes() for n in chosen]


def _append(connection: sqlite3.Connection, block: int, new: dict[str, bytes]) -> None:
    """Put pairs behind what is kept of the same terms."""
    connection.executemany(
        "INSERT INTO postings VALUES (?, ?, ?) ON CONFLICT (block, term)"
        " DO UPDATE SET pairs = CAST(pairs || excluded.pairs AS BLOB)",
        ((block, term, new[term]) for term in sorted(new)),
    )


def _rewrite(connection: sqlite3.Connection, block: int, left: dict[str, bytes]) -> None:
    """Put what is left of terms in the place of what was kept of them."""
    kept = ((value, block, term) for term, value in left.items() if value)
    connection.executemany("UPDATE postings SET pairs = ? WHERE block = ? AND term = ?", kept)
    lost = ((block, term) for term, value in left.items() if not value)
    connection.executemany("DELETE FROM postings WHERE block = ? AND term = ?", lost)


def _note_lengths(connection: sqlite3.Connection, block: int, changed: dict[int, int]) -> None:
    """Change the lengths of some passages of a block; a block without passages goes."""
    row = connection.execute("SELECT lengths FROM lengths WHERE block = ?", (block,)).fetchone()
    lengths = array("i", row[0]) if row else array("i", [NOBODY]) * BLOCK
    for place, length in changed.items():
        lengths[place] = length
    if max(lengths) == NOBODY:
        connection.execute("DELETE FROM lengths WHERE block = ?", (block,))
    else:
        connection.execute("INSERT OR REPLACE INTO lengths VALUES (?, ?)", (block, lengths.tobytes()))
