"""Certificates for whatever host a client names, from an authority made on the spot."""

import ssl
from functools import cache

import trustme


@cache
def _authority() -> trustme.CA:
    return trustme.CA()  # one for all tests: making keys is what takes time


@cache
def _for_host(host: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    _authority().issue_cert(host).configure_cert(context)
    return context


class Certificates:
    """Both ends of TLS."""

    def server(self) -> ssl.SSLContext:
        """Shows each client the certificate of the host that it asks for."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        _authority().issue_cert("nobody.example").configure_cert(context)

        def choose(connection: ssl.SSLObject | ssl.SSLSocket, host: str | None, first: ssl.SSLContext) -> None:
            if host:
                connection.context = _for_host(host)

        context.sni_callback = choose
        return context

    def client(self) -> ssl.SSLContext:
        """Trusts that authority alone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        _authority().configure_trust(context)
        return context
