"""How a model is named: "ollama:llama3.2", "openai-compatible:qwen@http://127.0.0.1:8080/v1", "transformers:PATH"."""

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from domain.errors import ModelUnavailable
from models.chat.providers import PROVIDERS, Provider
from models.chat.replies.redacting import redacted

_FORMS = (
    "Write extractive, ollama:MODEL, openai-compatible:MODEL@http://127.0.0.1:8080/v1, "
    "openai:MODEL, anthropic:MODEL, google:MODEL, bedrock:MODEL or transformers:FOLDER."
)


@dataclass(frozen=True, slots=True)
class ModelName:
    """A provider, its own name of the model, and where its server is ("" for the provider's own)."""

    provider: Provider
    model: str
    url: str = ""

    @property
    def host(self) -> str:
        """The server for people: "127.0.0.1:11434", "api.openai.com"; "" for a model in this process."""
        return urlsplit(self.url).netloc.rpartition("@")[2] if self.url else self.provider.host

    @property
    def is_here(self) -> bool:
        """Whether the server is this machine, by its name."""
        return is_here(urlsplit(self.url).hostname or "")

    @property
    def leaves_to(self) -> str:
        """Whom words are sent to; "" when they stay on this machine."""
        if self.provider.key == "ollama" and self.model.endswith(("-cloud", ":cloud")):
            return "ollama.com"  # the local server hands these on
        return "" if self.is_here else self.host


def is_here(host: str) -> bool:
    """Whether a host is this machine, by its name alone: nothing is resolved."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def read(name: str) -> ModelName:
    """The parts of a name; `ModelUnavailable` when it names no model."""
    key, _, rest = name.strip().partition(":")
    provider = PROVIDERS.get(key)
    model, at, url = rest.partition("@http")
    if provider is None or not model.strip():
        raise ModelUnavailable(f"There is no model named {redacted(name)}.", _FORMS)
    if at and not provider.has_servers:
        raise ModelUnavailable(f"{provider.title} has one address.", f"Write {key}:{model} alone.")
    url = f"http{url}".rstrip("/") if at else provider.url
    if (at or (provider.has_servers and not provider.host)) and not _is_address(url):
        hint = f"Write {key}:{model}@http://HOST:PORT/v1; a key does not belong into it, for it is shown."
        raise ModelUnavailable(f"The name of {model} does not say where its server is.", hint)
    return ModelName(provider, model.strip(), url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        plain = not (parts.username or parts.password or parts.query or parts.fragment)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and plain
    except ValueError:
        return False
