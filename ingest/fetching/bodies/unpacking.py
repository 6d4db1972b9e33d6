"""A compressed body -> its bytes, piece by piece, never holding more than the limit; pure.

Only gzip and deflate are asked for, and nothing else is unpacked: a bomb in an encoding nobody asked for stays shut.
"""

import zlib

from domain.linked import LinkState
from ingest.fetching.errors import NotFetched, unreachable

ASKED_FOR = "gzip, deflate"
_GZIP = 16 + zlib.MAX_WBITS


class Unpacker:
    """Takes the pieces of one body, in order."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._encoding = encoding.strip().lower().removeprefix("x-")
        self._limit = limit
        self._body = bytearray()
        self._inflater = self._new() if self._encoding not in ("", "identity") else None
        self._begun = False

    def take(self, piece: bytes) -> None:
        """Add a piece as it came; `NotFetched` when it is no such encoding, or more than the limit."""
        if self._inflater is None:
            self._keep(piece)
        else:
            self._inflate(piece)

    def body(self) -> bytes:
        """The whole body; `NotFetched` when the compressed data end too early."""
        if self._inflater is not None and self._begun and not self._inflater.eof:
            raise unreachable("The page broke off in the middle.")
        return bytes(self._body)

    def _inflate(self, piece: bytes) -> None:
        while piece:
            inflater = self._inflater_for(piece)
            try:
                self._keep(inflater.decompress(piece, self._limit - len(self._body) + 1))
            except zlib.error as error:
                raise unreachable("The page's compression is broken.") from error
            piece = inflater.unconsumed_tail or inflater.unused_data

    def _inflater_for(self, piece: bytes) -> "zlib._Decompress":
        """The one at work; a new one after the end of a gzip member; a raw one for a deflate without its header."""
        if not self._begun and self._encoding == "deflate" and piece[0] & 0x0F != zlib.DEFLATED:
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        self._begun = True
        if self._inflater is None or self._inflater.eof:
            self._inflater = self._new()
        return self._inflater

    def _new(self) -> "zlib._Decompress":
        if self._encoding == "gzip":
            return zlib.decompressobj(_GZIP)
        if self._encoding == "deflate":
            return zlib.decompressobj()
        reason = f"The page is compressed in a way that was not asked for ({self._encoding[:40]})."
        raise NotFetched(LinkState.FAILED, reason, "Save the page as a file and sync that.")

    def _keep(self, data: bytes) -> None:
        self._body += data
        if len(self._body) > self._limit:
            raise too_large(self._limit)


def too_large(limit: int) -> NotFetched:
    """The verdict on a body over a limit, in bytes."""
    reason = f"It is larger than {limit / 2**20:.4g} MB."
    return NotFetched(LinkState.TOO_LARGE, reason, "Save the part you need as a file and sync that.")
