"""Where Chroma keeps the vectors of a library: in its folder, or on a server that several processes share."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from index.chroma.probe import is_usable

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

PATIENCE = 30.0  # seconds for files to open: another process that holds them could keep us waiting for ever
BLOATED = 10  # times as much for links as for vectors
_LEAST = 1_000_000  # bytes
_PATIENCE = 10.0  # seconds for an answer of a server
_openings = count(1)


class Chroma(Protocol):
    """One place for collections of vectors."""

    def name_of(self, shelf: str, /) -> str:
        """The collection of a shelf."""
        ...

    def is_ours(self, collection: str, /) -> bool:
        """Whether a collection belongs to the library."""
        ...

    def open(self) -> "ClientAPI":
        """A client that sees what other processes wrote until now."""
        ...

    def close(self, client: "ClientAPI", /) -> None:
        """Let go of a client and of what it holds."""
        ...

    def looks(self) -> str:
        """What changes with every touch of its files, while no client is open; "" where that cannot be seen."""
        ...

    def is_sound(self) -> bool:
        """Whether it may be opened: files are tried elsewhere first, and those of a graph that grew wild are not."""
        ...

    def wipe(self) -> None:
        """Delete all that belongs to the library: the way out when it cannot be used any more."""
        ...


class ChromaFolder:
    """An embedded Chroma, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Nothing is opened yet."""
        self._folder = folder

    def name_of(self, shelf: str) -> str:
        """The collection of a shelf."""
        return f"shelf-{_digest(shelf)}"

    def is_ours(self, collection: str) -> bool:
        """All that lies in the folder is."""
        return True

    def open(self) -> "ClientAPI":
        """A new engine over the folder."""
        import chromadb  # deferred: most of a second

        return in_time(lambda: chromadb.PersistentClient(_unshared(self._folder), _quiet()), PATIENCE)

    def close(self, client: "ClientAPI") -> None:
        """Let go of the files."""
        client.close()

    def looks(self) -> str:
        """Names, sizes and times of all files."""
        try:
            files = {str(p.relative_to(self._folder)): p.stat() for p in self._folder.rglob("*") if p.is_file()}
        except OSError:  # another process is at work on them
            return ""
        facts = sorted((name, found.st_size, found.st_mtime_ns) for name, found in files.items())
        return _digest(repr(facts)) if facts else ""

    def is_sound(self) -> bool:
        """A folder that is not there yet is."""
        return not self._folder.exists() or (not self._is_bloated() and is_usable(self._folder))

    def _is_bloated(self) -> bool:
        """Whether links between vectors take many times what the vectors take: such a graph grows without end."""
        return any(
            links.stat().st_size > BLOATED * (links.with_name("data_level0.bin").stat().st_size + _LEAST)
            for links in self._folder.glob("*/link_lists.bin")
            if links.with_name("data_level0.bin").exists()
        )

    def wipe(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self._folder, ignore_errors=True)


class ChromaServer:
    """A Chroma server, or Chroma Cloud: `http(s)://host[:port][/tenant/database]`."""

    def __init__(self, url: str, token: str, library: Path) -> None:
        """`library` keeps the collections of several libraries on one server apart; `token` may be empty."""
        self._url, self._token = urlsplit(url), token
        self._prefix = f"footnote-{_digest(str(library.resolve()))[:12]}-"

    def name_of(self, shelf: str) -> str:
        """The collection of a shelf."""
        return self._prefix + _digest(shelf)

    def is_ours(self, collection: str) -> bool:
        """Told by the beginning of its name."""
        return collection.startswith(self._prefix)

    def open(self) -> "ClientAPI":
        """A client of the server."""
        import chromadb

        tls = self._url.scheme == "https"
        tenant, _, database = self._url.path.strip("/").partition("/")
        client = chromadb.HttpClient(
            self._url.hostname or "localhost",
            self._url.port or (443 if tls else 8000),
            tls,
            {"x-chroma-token": self._token} if self._token else None,
            _quiet(),
            tenant or chromadb.DEFAULT_TENANT,
            database or chromadb.DEFAULT_DATABASE,
        )
        for session in _sessions(client):
            session.timeout = _PATIENCE
        return client

    def close(self, client: "ClientAPI") -> None:
        """Let go of the connections."""
        sessions = _sessions(client)
        try:
            client.close()
        finally:
            for session in sessions:
                session.close()

    def looks(self) -> str:
        """A server's files are its own."""
        return ""

    def is_sound(self) -> bool:
        """A server answers for itself."""
        return True

    def wipe(self) -> None:
        """Delete the library's collections, and leave those of others alone."""
        client = self.open()
        try:
            for collection in client.list_collections():
                if self.is_ours(collection.name):
                    client.delete_collection(collection.name)
        finally:
            self.close(client)


def in_time(opening: Callable[[], "ClientAPI"], patience: float) -> "ClientAPI":
    """What opening gives; `TimeoutError` when it takes longer, and what it gives then is closed at once."""
    opened: Future[ClientAPI] = Future()

    def run() -> None:
        try:
            client = opening()
        except BaseException as error:  # a Rust panic is no Exception
            if opened.set_running_or_notify_cancel():
                opened.set_exception(error)
            return
        if opened.set_running_or_notify_cancel():
            opened.set_result(client)
        else:
            client.close()

    Thread(target=run, name="opening Chroma", daemon=True).start()
    try:
        return opened.result(patience)
    except FutureTimeout:
        if opened.cancel():
            raise TimeoutError(f"Chroma did not open within {patience:.0f} s.") from None
        return opened.result()


def _sessions(client: "ClientAPI") -> "list[httpx.Client]":
    """The connections of a client: Chroma 1.5 neither closes them nor limits how long an answer may take."""
    servers = [getattr(owner, "_server", None) for owner in (client, getattr(client, "_admin_client", None))]
    return [session for server in servers if (session := getattr(server, "_session", None))]


def _quiet() -> "Settings":
    from chromadb.config import Settings

    return Settings(anonymized_telemetry=False)


def _digest(text: str) -> str:
    """A name that Chroma takes: it wants three characters and more, a shelf may have any."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _unshared(folder: Path) -> str:
    """The folder, spelt as no client in this process spells it.

    Chroma keeps one engine per spelling for as long as any client uses it: reopening would give back the engine that
    does not see what another process wrote, and a failed opening would be handed out again.
    """
    return f"{folder}/" + "".join("./" if bit == "1" else "/" for bit in f"{next(_openings):b}")
