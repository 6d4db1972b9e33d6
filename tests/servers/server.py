"""What all model servers share: a script of deeds, the requests as they came, and who hung up."""

import json
import select
import socket
import struct
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any, Self, cast

from servers.script import Deed, Fails, Reaction, Resets, Says

_PROXY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


class HungUp(Exception):
    """The client closed the connection."""


class ModelServer:
    """A server with some models; each request takes the next deed of the script, the last one stays."""

    def __init__(self, *deeds: Deed | Reaction, models: tuple[str, ...] = ("clay", "glaze")) -> None:
        self.script: list[Deed | Reaction] = list(deeds or (Says(),))
        self.models = models
        self.asked: list[tuple[str, dict[str, Any], dict[str, str]]] = []  # path, body, headers
        self.hung_up = Event()
        self.first_word_at = 0.0  # by time.perf_counter
        self.window = 4096  # tokens of four characters
        self._lock = Lock()
        self._server = _Server(self)

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def url(self) -> str:
        """The address that a model's name holds."""
        return self.root

    @property
    def chats(self) -> list[dict[str, Any]]:
        """The bodies of the requests for a reply."""
        return [body for path, body, _ in self.asked if self.chat_path in path]

    def next_deed(self, body: dict[str, Any]) -> Deed:
        with self._lock:
            deed = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return deed if isinstance(deed, Says | Fails | Resets) else deed(body)

    def understood(self, body: dict[str, Any]) -> dict[str, Any]:
        """A request with its words where every server has them: in `messages`."""
        return body

    def streams(self, path: str, body: dict[str, Any]) -> bool:
        """Whether the reply is to come word by word."""
        return bool(body.get("stream", self.stream_type != "text/event-stream"))

    def refusal(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Fails | None:
        """What a real server would not even begin with."""
        raise NotImplementedError

    def listing(self, path: str) -> dict[str, Any] | None:
        """The reply to whatever is not a chat; None for a path that is not there."""
        raise NotImplementedError

    def opening(self, body: dict[str, Any], says: Says) -> list[bytes]:
        """What comes before the first word."""
        raise NotImplementedError

    def word(self, body: dict[str, Any], word: str) -> bytes:
        raise NotImplementedError

    def closing(self, body: dict[str, Any], says: Says) -> list[bytes]:
        raise NotImplementedError

    def error(self) -> bytes:
        """An error in the middle of a stream."""
        raise NotImplementedError

    def whole(self, body: dict[str, Any], says: Says) -> dict[str, Any]:
        """The reply when it is not to be streamed."""
        raise NotImplementedError

    chat_path = "chat"  # in the path of every request for a reply
    stream_type = "text/event-stream"
    comment = b": ping\n\n"
    garbage = b"data: {not json\n\n"

    def close(self) -> None:
        self._server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, owner: ModelServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner
        self.stopping = Event()
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.stopping.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the game."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def owner(self) -> ModelServer:
        return cast("_Server", self.server).owner

    def do_GET(self) -> None:
        self._answer({})

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}"))

    def _answer(self, body: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.owner.understood(body) if self.owner.chat_path in self.path else body
        self.owner.asked.append((self.path, body, headers))
        if refused := self.owner.refusal(self.path, body, headers):
            return self._fail(refused)
        if self.owner.chat_path not in self.path:
            found = self.owner.listing(self.path)
            return self._json(200, found) if found is not None else self._fail(Fails(404, {"error": "not found"}))
        deed = self.owner.next_deed(body)
        try:
            self._do(deed, body)
        except (HungUp, BrokenPipeError, ConnectionResetError):
            self.owner.hung_up.set()
            self.close_connection = True
        return None

    def _do(self, deed: Deed, body: dict[str, Any]) -> None:
        if isinstance(deed, Resets):
            self._reset()
        elif isinstance(deed, Fails):
            self._fail(deed)
        elif self.owner.streams(self.path, body):
            self._wait(deed.first_after)
            self._stream(deed, body)
        else:
            self._wait(deed.first_after)
            self._json(200, self.owner.whole(body, deed))

    def _stream(self, says: Says, body: dict[str, Any]) -> None:
        whole = says.ends_after is None
        self.send_response(200)
        self.send_header("Content-Type", self.owner.stream_type)
        if whole:
            self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for piece in self._pieces(says, body):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece) if whole else piece)
            self.wfile.flush()
        if whole:
            self.wfile.write(b"0\r\n\r\n")
        self.close_connection = not whole

    def _pieces(self, says: Says, body: dict[str, Any]) -> Iterator[bytes]:
        yield from self.owner.opening(body, says)
        yield from self._silence(says)
        for number, word in enumerate(says.words):
            broken = self._breaks(says, number)
            if broken is not None:
                yield broken
                return
            if number:
                self._wait(says.each_after)
            else:
                self.owner.first_word_at = time.perf_counter()
            yield self.owner.word(body, word)
        yield from self.owner.closing(body, says)

    def _silence(self, says: Says) -> Iterator[bytes]:
        if not says.keeps_alive:
            self._wait(says.silent_after)
            return
        for _ in range(round(says.silent_after / 0.05)):
            self._wait(0.05)
            yield self.owner.comment

    def _breaks(self, says: Says, number: int) -> bytes | None:
        """What is sent last when the reply breaks here; None when it goes on."""
        if number == says.stalls_after:
            self._wait(60)
        if number == says.cut_after:
            self._reset()
            raise HungUp
        if number == says.garbled_after:
            return self.owner.garbage
        if number == says.error_after:
            return self.owner.error()
        return b"" if number == says.ends_after else None

    def _wait(self, seconds: float) -> None:
        """Do nothing for a while; `HungUp` as soon as the client is gone."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not cast("_Server", self.server).stopping.is_set():
            readable, _, _ = select.select([self.connection], [], [], min(left, 0.02))
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                raise HungUp

    def _fail(self, fails: Fails) -> None:
        if fails.body is not None:
            return self._json(fails.status, fails.body, fails.headers)
        return self._send(fails.status, _PROXY_PAGE, "text/html", fails.headers)

    def _json(self, status: int, body: Any, headers: Any = None) -> None:  # noqa: ANN401
        self._send(status, json.dumps(body).encode(), "application/json", headers)

    def _send(self, status: int, body: bytes, media_type: str, headers: Any = None) -> None:  # noqa: ANN401
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": len(body), **(headers or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing: what matters is in `asked`."""
