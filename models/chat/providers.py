"""Who serves language models, as far as they differ for us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Provider:
    """One kind of server, or the models in this process."""

    key: str  # what stands before the colon
    title: str  # for people
    langchain: str = ""  # as `init_chat_model` calls it; "" for what does not go through LangChain
    package: str = ""  # the module that must be installed
    host: str = ""  # of the one service; "" where each name says it
    url: str = ""  # the server when the name gives none; "" also where the client knows it
    has_servers: bool = False  # a name may give a server
    keys: tuple[str, ...] = ()  # where the key is looked for, in this order
    needs_key: bool = False

    @property
    def install(self) -> str:
        """The line that installs what is missing."""
        return f"pip install --no-deps -r requirements-{self.key}.txt"


_ALL = (
    Provider("ollama", "Ollama", "ollama", "langchain_ollama", url="http://127.0.0.1:11434", has_servers=True),
    Provider(
        "openai-compatible",
        "The server",
        "openai",
        "langchain_openai",
        has_servers=True,
        keys=("OPENAI_COMPATIBLE_API_KEY",),
    ),
    Provider(
        "openai",
        "OpenAI",
        "openai",
        "langchain_openai",
        "api.openai.com",
        url="https://api.openai.com/v1",
        keys=("OPENAI_API_KEY",),
        needs_key=True,
    ),
    Provider(
        "anthropic",
        "Anthropic",
        "anthropic",
        "langchain_anthropic",
        "api.anthropic.com",
        url="https://api.anthropic.com",
        keys=("ANTHROPIC_API_KEY",),
        needs_key=True,
    ),
    Provider(
        "google",
        "Google",
        "google_genai",
        "langchain_google_genai",
        "generativelanguage.googleapis.com",
        url="https://generativelanguage.googleapis.com",
        keys=("GOOGLE_API_KEY", "GEMINI_API_KEY"),
        needs_key=True,
    ),
    Provider(
        "bedrock",
        "Amazon Bedrock",
        "bedrock_converse",
        "langchain_aws",
        "bedrock-runtime.amazonaws.com",
        has_servers=True,  # an endpoint in a private network; the client knows those of the regions
    ),
    Provider("transformers", "Transformers", package="transformers"),
)
PROVIDERS = {provider.key: provider for provider in _ALL}
