"""How many tokens a model reads and writes at a time: asked of its server, or known to LangChain; never raises."""

from collections.abc import Mapping
from typing import Any

from models.chat.names import ModelName
from models.chat.servers.probe import probe_json

_SERVERS = 4096  # for a server that does not say: most are started with as much or more
OLLAMA = 8192  # what Ollama is asked to make room for; its own default cuts long prompts silently
_HOSTED = 32_000  # for a hosted model that LangChain knows nothing about: all of today's read more
_SAID = ("n_ctx", "max_model_len", "loaded_context_length", "context_length", "n_ctx_train", "max_context_length")


def window_of(named: ModelName, key: str, profile: Mapping[str, Any] | None) -> int:
    """Tokens that a model reads and writes at a time; 0 when nobody says."""
    if named.provider.key == "ollama":
        return min(OLLAMA, _of_ollama(named))
    if named.provider.key == "openai-compatible":
        return _of_server(named, key)
    return int((profile or {}).get("max_input_tokens") or 0)


def usual_window(named: ModelName) -> int:
    """What is assumed as long as nobody says."""
    return {"ollama": OLLAMA, "openai-compatible": _SERVERS}.get(named.provider.key, _HOSTED)


def _of_ollama(named: ModelName) -> int:
    """What the model was trained for, as /api/show says; 0 when it does not."""
    facts = probe_json(f"{named.url}/api/show", send={"model": named.model}).get("model_info")
    sizes = facts.items() if isinstance(facts, dict) else ()
    return next((size for name, size in sizes if name.endswith(".context_length") and isinstance(size, int)), 0)


def _of_server(named: ModelName, key: str) -> int:
    """What /models says of the model: vLLM, llama.cpp and LM Studio each have their own word for it."""
    models = probe_json(f"{named.url}/models", key=key).get("data")
    entries = [m for m in models if isinstance(m, dict)] if isinstance(models, list) else []
    for entry in entries:
        if entry.get("id") == named.model or len(entries) == 1:
            facts = {**entry, **(entry.get("meta") or {})}
            return next((size for word in _SAID if isinstance(size := facts.get(word), int) and size > 0), 0)
    return 0
