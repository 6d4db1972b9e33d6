"""Model servers on this machine: the usual ports are asked side by side, each for a moment."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from domain.chat import FoundModel
from models.chat.servers.probe import probe_json

_SOON = 1.0  # seconds for a server on this machine to list its models
_LIST = 64 * 1024  # bytes of such a list at most
_OLLAMA_PORT = 11434
# llama.cpp and LocalAI, vLLM, LM Studio, Jan, text-generation-webui, llama-cpp-python and others
_PORTS = (8080, 8000, 1234, 1337, 5000, 8001)


@dataclass(frozen=True, slots=True)
class LocalFinder:
    """Looks on loopback only."""

    ollama: Sequence[str] = (f"http://127.0.0.1:{_OLLAMA_PORT}",)
    compatible: Sequence[str] = tuple(f"http://127.0.0.1:{port}/v1" for port in _PORTS)

    def find(self) -> list[FoundModel]:
        """The models that were listed in time, in order of name."""
        with ThreadPoolExecutor(max_workers=8) as pool:
            lists = [pool.submit(_of_ollama, url) for url in self.ollama]
            lists += [pool.submit(_of_compatible, url) for url in self.compatible]
            return sorted((model for one in lists for model in one.result()), key=lambda model: model.name)


def _of_ollama(url: str) -> list[FoundModel]:
    at = "" if url.endswith(f"127.0.0.1:{_OLLAMA_PORT}") else f"@{url}"
    names = _texts(probe_json(f"{url}/api/tags", seconds=_SOON, largest=_LIST).get("models"), "name")
    return [FoundModel(f"ollama:{name}{at}", "Ollama", url) for name in names if "embed" not in name]


def _of_compatible(url: str) -> list[FoundModel]:
    names = _texts(probe_json(f"{url}/models", seconds=_SOON, largest=_LIST).get("data"), "id")
    server = "OpenAI-compatible server"
    return [FoundModel(f"openai-compatible:{name}@{url}", server, url) for name in names if "embed" not in name]


def _texts(rows: object, field: str) -> list[str]:
    """One field of rows of JSON, where it is a text."""
    found = [row.get(field) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [text for text in found if isinstance(text, str) and text]
