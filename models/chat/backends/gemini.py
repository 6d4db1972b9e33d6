"""A client of Google's Gemini API that keeps our time limits, that no variable leads elsewhere, and to hang up on."""

import logging
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from models.chat.names import ModelName

if TYPE_CHECKING:
    from httpx import Request, Timeout


def arguments(named: ModelName, key: str) -> dict[str, Any]:
    """Of LangChain's class. The client that it makes for itself asks the environment, and is never used."""
    for name in ("google_genai", "langchain_google_genai"):  # of two keys and of empty replies we speak ourselves
        logging.getLogger(name).setLevel(logging.ERROR)
    return {
        "base_url": named.url,
        "google_api_key": key,
        "vertexai": False,
        "temperature": None,  # LangChain has an opinion of its own
        "max_retries": 1,
        "client_args": _certificates(named),
    }


def client_of(named: ModelName, key: str, http: dict[str, Any]) -> Any:  # noqa: ANN401  # nothing of it is imported here
    """The client, over an HTTP client with these arguments."""
    import httpx

    client = import_module("google.genai.client")
    own = httpx.Client(**http)
    own.event_hooks["request"].append(_timed(own.timeout))
    args = _certificates(named)
    options = {"base_url": named.url, "httpx_client": own, "client_args": args, "async_client_args": args}
    live = client.DebugConfig(client_mode=None, replays_directory=None, replay_id=None)
    return client.Client(vertexai=False, api_key=key, http_options=options, debug_config=live)


def _certificates(named: ModelName) -> dict[str, Any]:
    """To load them takes long, and the package makes three clients: only where they are needed."""
    return dict.fromkeys(("verify", "ssl"), named.url.startswith("https:"))


def _timed(timeout: "Timeout") -> Callable[["Request"], None]:
    """An event hook that sets the times of a request.

    The package has one time for all, and tells the server, which refuses any under 10 s and stops replying after it.
    """

    def limit(request: "Request") -> None:
        request.extensions = {**request.extensions, "timeout": timeout.as_dict()}

    return limit
