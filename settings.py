"""What a user may change: environment and footnote.toml -> one frozen Settings; the only reader of either."""

import os
from collections.abc import Sequence
from pathlib import Path
from tomllib import loads
from typing import Annotated
from urllib.parse import urlsplit
from urllib.request import getproxies

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from domain.chat import Limits
from domain.errors import WrongSetting

HERE = Path(__file__).resolve().parent
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
_HINT = "Look at footnote.toml and at the variables FOOTNOTE_…; the README lists them. Lists are written as JSON."


class Settings(BaseSettings):
    """Every field is an environment variable (FOOTNOTE_LIBRARY …) or a line of footnote.toml; the former wins."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", toml_file="footnote.toml", frozen=True, extra="forbid")

    library: Path = Path(".footnote")  # everything synced and learnt, one folder
    notes: tuple[Path, ...] = (HERE / "notes",)  # what the first sync reads when no path is given
    blueprint: Path = HERE / "notes/blueprints/dea-c01.yaml"  # what the exam asks for
    cache: Path = Path.home() / ".cache" / "footnote"  # the exported encoder, shared by all libraries
    allow_hosts: tuple[str, ...] = ()  # private hosts ("intranet" or "intranet:8080") that links may reach
    chroma_url: str = ""  # a Chroma server, http(s)://host[:port][/tenant/database]; empty: Chroma in the library
    chroma_token: SecretStr = SecretStr("")  # what the server wants to see, if anything
    connect_seconds: Seconds = 5.0  # to reach the server of a model
    first_token_seconds: Seconds = 60.0  # that a model may be silent
    total_seconds: Seconds = 180.0  # for a reply of a model, from first to last
    study_url: str = ""  # an SQLAlchemy URL for conversations and to-dos; empty: SQLite in the library

    @field_validator("chroma_url")
    @classmethod
    def _a_server(cls, url: str) -> str:
        """Say at once what would fail later."""
        if url and not (url.startswith(("http://", "https://")) and urlsplit(url).hostname):
            raise ValueError("it should look like http://localhost:8000")
        return url

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments, then the environment, then footnote.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def limits(self) -> Limits:
        """How long a model is waited for."""
        return Limits(self.connect_seconds, self.first_token_seconds, self.total_seconds)

    @staticmethod
    def key(name: str) -> str:
        """A key for a model: from the environment, else from .streamlit/secrets.toml; "" when there is none."""
        if found := os.environ.get(name, ""):
            return found.strip()
        for folder in (Path.cwd(), Path.home()):
            try:
                held = loads((folder / ".streamlit" / "secrets.toml").read_text(encoding="utf-8"))
            except (OSError, ValueError):  # not there, or no TOML: its words must not stand in an error
                continue
            if isinstance(value := held.get(name), str) and value.strip():
                return value.strip()
        return ""

    @property
    def proxies(self) -> dict[str, str]:
        """The proxies that the environment names, by scheme."""
        return getproxies()

    @classmethod
    def load(cls, library: Path | None = None, allow_hosts: Sequence[str] = ()) -> "Settings":
        """The settings in force, with what the command line says instead, or in the case of hosts beside.

        `WrongSetting` when the environment or footnote.toml says what cannot be understood.
        """
        try:
            found = cls(library=library) if library else cls()
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(map(str, first["loc"]))
            raise WrongSetting(f"The setting {name} cannot be used: {first['msg']}.", _HINT) from error
        except (SettingsError, OSError, ValueError, RecursionError) as error:
            raise WrongSetting(f"The settings cannot be read: {' '.join(str(error).split())}.", _HINT) from error
        return found.model_copy(update={"allow_hosts": (*found.allow_hosts, *allow_hosts)}) if allow_hosts else found
