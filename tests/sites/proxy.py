"""A forward proxy on loopback for the sites that are played: plain requests and tunnels."""

import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self, cast

from sites.server import LOOPBACK, Sites


class Proxy(ThreadingHTTPServer):
    """Resolves names itself, as proxies do, and writes down what it was asked for."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, sites: Sites) -> None:
        super().__init__((LOOPBACK, 0), _Tunnel)
        self.sites = sites
        self.asked: list[str] = []  # "GET http://…" or "CONNECT host:443"
        self.credentials: list[str] = []
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"{LOOPBACK}:{self.server_port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Broken tunnels are nobody's fault."""


class _Tunnel(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        host = self.path.split("/")[2]
        self._pass_on(host, 80, f"{self.requestline}\r\n{self.headers}".encode())

    def do_CONNECT(self) -> None:
        self._pass_on(self.path.rsplit(":", 1)[0], 443, b"")

    def _pass_on(self, host: str, port: int, request: bytes) -> None:
        proxy = cast("Proxy", self.server)
        proxy.asked.append(f"{self.command} {self.path}")
        proxy.credentials.append(self.headers.get("Proxy-Authorization", ""))
        with socket.create_connection(proxy.sites.resolve(host, port)[0], timeout=5) as there:
            if request:
                there.sendall(request)
            else:
                self.send_response(200)
                self.end_headers()
            back = Thread(target=_copy, args=(there, self.connection), daemon=True)
            back.start()
            _copy(self.connection, there)
            back.join(timeout=5)
        self.close_connection = True

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def _copy(here: socket.socket, there: socket.socket) -> None:
    try:
        while data := here.recv(65536):
            there.sendall(data)
        there.shutdown(socket.SHUT_WR)
    except OSError:
        return
