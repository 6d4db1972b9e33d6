"""The name of a model -> a `ChatModel`; a client library is imported when its model is asked for, and not before."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from domain.chat import ChatModel, Limits
from models.chat.calls.connection import trace_connections
from models.chat.failures import Translator
from models.chat.model import BackedChat
from models.chat.names import ModelName, read
from models.chat.servers.context_windows import OLLAMA, usual_window, window_of

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

KeyOf = Callable[[str], str]  # the name of a variable -> what it holds, "" when there is none
_REPLY = 2048  # tokens that a model on this machine may write
_STEADY = 0.0  # temperature of models on this machine; hosted ones may refuse to be told


def chat_model(name: str, limits: Limits, key_of: KeyOf) -> ChatModel:
    """The model of a name; `ModelUnavailable` when it is none, `ChatFailed` when its package or its key is missing."""
    named = read(name)
    key = next((k for variable in named.provider.keys if (k := key_of(variable))), "")
    if (named.provider.needs_key and not key) or not (key.isascii() and key.isprintable()):
        raise Translator(named, (key,)).wrong_key()
    if named.provider.key == "transformers":
        from models.chat.backends.inprocess import TransformersBackend

        return BackedChat(name, "", TransformersBackend(named.model, Translator(named)), limits)
    return served_model(name, named, key, limits)


def served_model(name: str, named: ModelName, key: str, limits: Limits) -> BackedChat:
    """The model of a server, through its client; `ChatFailed` when that is not installed or cannot be made."""
    translator = Translator(named, (key,))
    try:
        import_module(named.provider.package)
        from langchain.chat_models import init_chat_model

        from models.chat.backends.langchain import LangChainBackend
    except ImportError:
        raise translator.not_installed() from None
    try:
        arguments = _ARGUMENTS[named.provider.key](named, key, limits)
        model: BaseChatModel = init_chat_model(
            named.model, model_provider=named.provider.langchain, cache=False, **arguments
        )
        if use := _OUR_CLIENTS.get(named.provider.key):
            use(model, named, key, limits)
    except Exception:  # a setting of the environment that its client misses or cannot use
        raise translator.not_set_up() from None
    wishes = _WISHES.get(named.provider.key, _nothing)
    window = partial(window_of, named, key, model.profile)
    adds_up = named.provider.key == "google"
    backend = LangChainBackend(model, translator, window, usual_window(named), wishes, adds_up)
    return BackedChat(name, named.leaves_to, backend, limits)


def _client(named: ModelName, limits: Limits, library: Any) -> dict[str, Any]:  # noqa: ANN401  # httpx or httpx2
    """Arguments of an HTTP client that keeps the time, and no connection; words never follow a redirect elsewhere."""
    return {
        "timeout": library.Timeout(limits.first_token, connect=limits.connect),
        "limits": library.Limits(max_keepalive_connections=0),
        "event_hooks": {"request": [trace_connections]},
        "follow_redirects": False,
        "verify": named.url.startswith("https:"),  # to load certificates takes long: only where they are needed
        "trust_env": not named.is_here,
    }


def _ollama(named: ModelName, key: str, limits: Limits) -> dict[str, Any]:
    import httpx

    return {
        "base_url": named.url,
        "num_ctx": OLLAMA,
        "num_predict": _REPLY,
        "temperature": _STEADY,
        "client_kwargs": {"verify": named.url.startswith("https:")},
        "sync_client_kwargs": _client(named, limits, httpx),
    }


def _openai(named: ModelName, key: str, limits: Limits) -> dict[str, Any]:
    """Of OpenAI and of servers that speak as it does; the address is given, so that no variable leads elsewhere."""
    library = import_module("httpx2")
    http = _client(named, limits, library)
    return {
        "base_url": named.url,
        "api_key": key or "none",
        "max_retries": 0,
        "use_responses_api": False,
        "http_client": library.Client(**http),
        "http_async_client": library.AsyncClient(verify=http["verify"]),  # never used; the usual one loads certificates
        "timeout": http["timeout"],
        "http_socket_options": (),
        "stream_usage": False,  # asked for as a wish: see `_openai_wishes`
    }


def _anthropic(named: ModelName, key: str, limits: Limits) -> dict[str, Any]:
    return {
        "base_url": named.url,
        "api_key": key,
        "max_retries": 0,
        "max_tokens": _REPLY,
        "timeout": limits.first_token,
    }


def _for_anthropic(model: "BaseChatModel", named: ModelName, key: str, limits: Limits) -> None:
    """Its LangChain class makes a client of its own: without a time for connecting, and it follows redirects."""
    library = import_module("httpx2")
    http = _client(named, limits, library)
    own = model._client  # type: ignore[attr-defined]
    vars(model)["_client"] = own.with_options(http_client=library.Client(**http), timeout=http["timeout"])


def _google(named: ModelName, key: str, limits: Limits) -> dict[str, Any]:
    from models.chat.backends.gemini import arguments

    return arguments(named, key)


def _for_google(model: "BaseChatModel", named: ModelName, key: str, limits: Limits) -> None:
    """Its LangChain class makes a client of its own, which may talk to another service, as variables say."""
    import httpx

    from models.chat.backends.gemini import client_of

    vars(model)["client"] = client_of(named, key, _client(named, limits, httpx))


def _bedrock(named: ModelName, key: str, limits: Limits) -> dict[str, Any]:
    """With a client of ours, which LangSmith's gateway cannot lead elsewhere; nothing is looked up about an ARN."""
    from models.chat.backends.bedrock import client_of

    client = client_of(named, limits)
    arguments = {"client": client, "bedrock_client": client}
    if not named.model.startswith("arn:"):
        return arguments
    base = named.model.rpartition("/")[2]
    provider = import_module("langchain_aws.utils").parse_model_provider(base)
    return {**arguments, "provider": provider, "base_model_id": base}


def _openai_wishes(schema: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """In the body as they are: LangChain would send a request with a schema to another endpoint."""
    wishes: dict[str, dict[str, Any]] = {"stream_options": {"stream_options": {"include_usage": True}}}
    if schema is not None:
        shape = {"type": "json_schema", "json_schema": {"name": "reply", "schema": dict(schema)}}
        wishes["response_format"] = {"extra_body": {"response_format": shape}}
    return wishes


def _compatible_wishes(schema: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    longest = {"extra_body": {"max_tokens": _REPLY}}  # LangChain would give it the new name, which few servers know
    return {**_openai_wishes(schema), "temperature": {"temperature": _STEADY}, "max_tokens": longest}


def _ollama_wishes(schema: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    return {} if schema is None else {"format": {"format": dict(schema)}}


def _google_wishes(schema: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Google refuses the field, the mode, or a schema that is too much for it, each in words of its own."""
    shape = {"response_mime_type": "application/json", "response_json_schema": dict(schema or {})}
    return {} if schema is None else {"json|schema|mimetype|invalid argument": shape}


def _nothing(schema: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    return {}


_ARGUMENTS = {
    "ollama": _ollama,
    "openai-compatible": _openai,
    "openai": _openai,
    "anthropic": _anthropic,
    "google": _google,
    "bedrock": _bedrock,
}
_WISHES = {
    "ollama": _ollama_wishes,
    "openai": _openai_wishes,
    "openai-compatible": _compatible_wishes,
    "google": _google_wishes,
}
_OUR_CLIENTS = {"anthropic": _for_anthropic, "google": _for_google}
