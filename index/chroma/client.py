"""Where Chroma keeps the vectors of a library: in its folder, or on a server that several processes share."""

import shutil
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.config import Settings

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

        return chromadb.PersistentClient(_unshared(self._folder), _quiet())

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

    def wipe(self) -> None:
        """Delete the library's collections, and leave those of others alone."""
        client = self.open()
        try:
            for collection in client.list_collections():
                if self.is_ours(collection.name):
                    client.delete_collection(collection.name)
        finally:
            self.close(client)


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
