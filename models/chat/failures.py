"""What a client library raises -> why the model did not answer, in words a student can act on.

The libraries are told apart by the names and the numbers that their errors carry, so that none has to be imported. No
error keeps its cause: theirs hold the request, and with it the key.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from time import time
from typing import Any

from domain.chat import ChatFailed, Failure
from models.chat.backends import bedrock_errors as awserrors
from models.chat.backends import gemini_errors as googleerrors
from models.chat.calls.watching import Overtime, Silent
from models.chat.names import ModelName
from models.chat.replies.redacting import redacted

_OVERFLOW = re.compile(
    r"context.?(?:length|size|window)|maximum context|prompt is too long|input is too long|too many tokens"
    r"|input token count|input tokens exceed|exceeds? the (?:available|maximum)",
    re.IGNORECASE,
)
_NO_MODEL = re.compile(
    r"model\b.{0,80}\b(?:not found|does not exist|not exist|not loaded)|no such model"
    r"|model identifier is invalid|on-demand throughput|access to (?:the )?model\b",  # Amazon's ways
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(  # how LangChain says it
    r"no (?:generation chunks|data received)|incomplete \w+ response stream", re.IGNORECASE
)
_BAD_KEY = re.compile(r"api.?key not valid|invalid.{0,9}api.?key|api.?key.{0,9}invalid", re.IGNORECASE)
_NO_CREDIT = re.compile(r"quota|billing|credit", re.IGNORECASE)
_UNREACHABLE = {"ConnectError", "ConnectTimeout", "ConnectionRefusedError", "EndpointConnectionError", "gaierror"}
_UNREACHABLE |= {"ProxyConnectionError"}
_LATE = {"ReadTimeout", "TimeoutException", "APITimeoutError", "TimeoutError", "ReadTimeoutError", "DeadlineExceeded"}
_CUT = {"ReadError", "WriteError", "RemoteProtocolError", "ConnectionResetError", "BrokenPipeError", "ProtocolError"}
_CUT |= {"APIConnectionError", "IncompleteRead", "ServerDisconnectedError"}
_KEYLESS = {"NoCredentialsError", "PartialCredentialsError", "DefaultCredentialsError"}
_KEYLESS |= {"CredentialRetrievalError", "NoAuthTokenError", "TokenRetrievalError", "SSOError", "LoginError"}
_TOLD = {"APIError", "ResponseError", "EventStreamError"}  # in the middle of a stream
_LATER = {429, 500, 502, 503, 504, 529}  # what may be well a moment later


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure, and whether asking again may help."""

    failed: ChatFailed
    again: bool = False
    after: float | None = None  # seconds, when the server says when


@dataclass(frozen=True, slots=True)
class Translator:
    """Says what errors mean for one model."""

    name: ModelName
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def trouble(self, error: Exception) -> Trouble:
        """Why there is no answer, and whether to ask again."""
        if isinstance(error, ChatFailed):
            return Trouble(error)
        if isinstance(error, Silent | Overtime):
            return Trouble(self.too_slow(isinstance(error, Overtime)))
        chain = list(_chain(error))
        status = status_of(error)
        said = redacted(_said(chain), self.secrets)
        return self._of_status(status, said, _retry_after(chain)) if status >= 400 else self._of_kind(chain, said)

    def _of_status(self, status: int, said: str, after: float | None) -> Trouble:
        again = status in _LATER and not _NO_CREDIT.search(said)
        return Trouble(self._failed(status, said, after), again, after if again else None)

    def _failed(self, status: int, said: str, after: float | None) -> ChatFailed:
        if status == 413 or (status != 429 and _OVERFLOW.search(said)):
            return self.too_long()
        if status == 403 and "SERVICE_DISABLED" in said:  # Google's word for it
            return self.not_enabled()
        if (status in (401, 403) and not _NO_MODEL.search(said)) or (status == 400 and _BAD_KEY.search(said)):
            return self.wrong_key()
        if status == 404 or (status in (400, 403, 422, 500) and _NO_MODEL.search(said)):
            return self.no_such_model()
        if status == 408:
            hint = "Ask again, or choose another model."
            return self._make(Failure.TOO_SLOW, f"{self._who} gave up waiting for {self.name.model}.", hint)
        if status in (402, 429) or _NO_CREDIT.search(said):
            return self._too_busy(said, after)
        doing = "refused the request" if status < 500 else "failed"
        return self._server_error(f"{self._who} {doing} ({status}){f': {said}' if said else ''}.")

    def _of_kind(self, chain: list[BaseException], said: str) -> Trouble:
        kinds = {kind.__name__ for error in chain for kind in type(error).__mro__}
        if _BROKEN_OFF.search(said):
            return Trouble(self.cut_off(), again=True)
        if kinds & _UNREACHABLE or any(type(error) is ConnectionError for error in chain):
            return Trouble(self.unreachable())
        if kinds & _LATE:
            return Trouble(self.too_slow(False))
        if kinds & _CUT:
            return Trouble(self.cut_off(), again=True)
        if kinds & _KEYLESS:
            return Trouble(self.wrong_key())
        if _OVERFLOW.search(said):
            return Trouble(self.too_long())
        if kinds & _TOLD:
            return Trouble(self._server_error(f"{self._who} failed{f': {said}' if said else ''}."))
        return Trouble(self._server_error(f"{self._who} sent what cannot be read ({type(chain[0]).__name__})."))

    @property
    def _who(self) -> str:
        return self.name.host or self.name.model

    def unreachable(self) -> ChatFailed:
        """Nobody answers at the address."""
        start = "Start Ollama (`ollama serve`)" if self.name.provider.key == "ollama" else "Start the server"
        hint = "Check your connection to the network" if self.name.provider.host else start
        return self._make(Failure.UNREACHABLE, f"Nothing answers at {self._who}.", f"{hint}, or choose another model.")

    def wrong_key(self) -> ChatFailed:
        """The key is missing or refused."""
        if not self.name.provider.keys:
            hint = (
                "Sign in to AWS (`aws configure`)"
                if self.name.provider.key == "bedrock"
                else "Let the server trust you"
            )
            return self._make(
                Failure.WRONG_KEY, f"{self._who} does not let us in.", f"{hint}, or choose another model."
            )
        said = "refused the key" if any(self.secrets) else "wants a key, and there is none"
        variable = self.name.provider.keys[0]
        hint = f"Put {variable} into the environment or .streamlit/secrets.toml, or choose another model."
        return self._make(Failure.WRONG_KEY, f"{self._who} {said}.", hint)

    def not_enabled(self) -> ChatFailed:
        """The key is good, and its project may not use the service yet."""
        message = f"{self._who} is not switched on for the project of this key."
        hint = f"Enable the API of {self.name.provider.title} in that project and ask again in a few minutes."
        return self._make(Failure.WRONG_KEY, message, hint)

    def no_such_model(self) -> ChatFailed:
        """The server does not have the model."""
        hints = {
            "ollama": f"Get it with `ollama pull {self.name.model}`",
            "bedrock": "Check its name (or that of its inference profile), the region and your access to it",
        }
        hint = hints.get(self.name.provider.key, "Check its name and the address")
        message = f"{self._who} has no model {self.name.model}."
        return self._make(Failure.NO_SUCH_MODEL, message, f"{hint}, or choose another model.")

    def _too_busy(self, said: str, after: float | None) -> ChatFailed:
        if _NO_CREDIT.search(said):
            return self._make(Failure.TOO_BUSY, f"The quota at {self._who} is used up.", "Look at your account there.")
        hint = f"Try again in {after:.0f} s." if after else "Try again in a minute, or choose another model."
        return self._make(Failure.TOO_BUSY, f"{self._who} has too much to do.", hint)

    def too_slow(self, over: bool) -> ChatFailed:
        """Nothing came for too long, or (`over`) it is not over in time."""
        said = "was not done in time" if over else "said nothing for too long"
        setting = "FOOTNOTE_TOTAL_SECONDS" if over else "FOOTNOTE_FIRST_TOKEN_SECONDS"
        hint = f"Choose a smaller model, or raise {setting}."
        return self._make(Failure.TOO_SLOW, f"{self.name.model} {said}.", hint)

    def cut_off(self) -> ChatFailed:
        """The reply ended before its end."""
        return self._make(Failure.CUT_OFF, f"The reply of {self.name.model} broke off.", "Ask again.")

    def empty(self) -> ChatFailed:
        """The reply has no words."""
        hint = "Ask again, or choose another model."
        return self._make(Failure.EMPTY, f"{self.name.model} replied without a word.", hint)

    def withheld(self, reason: str) -> ChatFailed:
        """The model, or a filter around it, will not say it."""
        message = f"{self.name.model} held its reply back ({redacted(reason, self.secrets)})."
        return self._make(Failure.EMPTY, message, "Ask in other words, or choose another model.")

    def endless(self) -> ChatFailed:
        """The reply goes on and on."""
        return self._server_error(f"{self.name.model} did not stop writing.")

    def too_long(self) -> ChatFailed:
        """More was sent than the model can read."""
        message = f"The question and its excerpts are too long for {self.name.model}."
        return self._make(
            Failure.TOO_LONG, message, "Ask about a narrower scope, or choose a model with a larger window."
        )

    def bad_json(self) -> ChatFailed:
        """What was asked for as JSON is none, or does not fit."""
        hint = "Choose a model that is better at it."
        return self._make(Failure.BAD_JSON, f"{self.name.model} did not write the JSON that was asked for.", hint)

    def not_installed(self) -> ChatFailed:
        """The package that talks to it is not there."""
        message = f"What talks to {self.name.provider.title} is not installed."
        return self._make(Failure.NOT_INSTALLED, message, f"Run: {self.name.provider.install}")

    def not_set_up(self) -> ChatFailed:
        """The client cannot be made: something is missing around it."""
        hint = "Look at the variables of the environment that its client reads."
        if self.name.provider.key == "bedrock":
            hint = "Set AWS_REGION, and sign in to AWS (`aws configure`)."
        return self._make(Failure.WRONG_KEY, f"{self.name.provider.title} is not set up on this machine.", hint)

    def _server_error(self, message: str) -> ChatFailed:
        return self._make(Failure.SERVER_ERROR, message.replace("..", "."), "Ask again, or choose another model.")

    def _make(self, failure: Failure, message: str, hint: str) -> ChatFailed:
        return ChatFailed(failure, message, hint)


def status_of(error: BaseException) -> int:
    """The HTTP status that an error, or what led to it, carries; 0 when none does."""
    return next((status for each in _chain(error) if (status := _status(each))), 0)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An error and what led to it, the hidden contexts included."""
    seen: set[int] = set()
    while error and id(error) not in seen:
        seen.add(id(error))
        yield error
        following = error.__cause__ or error.__context__
        if following is None:
            return
        error = following


def _status(error: BaseException) -> int:
    """The HTTP status that an error carries; 0 when it carries none."""
    response = getattr(error, "response", None)
    if isinstance(response, dict):  # of botocore
        return awserrors.status_of(response)
    for value in (
        getattr(error, "status_code", None),
        getattr(error, "code", None),
        getattr(response, "status_code", 0),
    ):
        if isinstance(value, int) and not isinstance(value, bool) and 100 <= value < 600:
            return value
    return 0


def _said(chain: list[BaseException]) -> str:
    """What the server said: the message in the error's body, or the error itself."""
    error = chain[0]
    if isinstance(response := getattr(error, "response", None), dict):
        return awserrors.said_in(response)
    if details := _googles(chain):
        return googleerrors.said_in(details)
    body = getattr(error, "body", None)
    if isinstance(body, dict):
        inner = body.get("error", body)
        found = inner.get("message", "") if isinstance(inner, dict) else inner
        code = inner.get("code") or inner.get("type") if isinstance(inner, dict) else None
        return f"{found}" + (f" ({code})" if isinstance(code, str) else "")
    return body if isinstance(body, str) else str(getattr(error, "error", None) or error)


def _googles(chain: list[BaseException]) -> dict[str, Any]:
    """The body of an error of google-genai, which LangChain leaves in the error below its own."""
    return next((found for e in chain if isinstance(found := getattr(e, "details", None), dict)), {})


def _headers(error: BaseException) -> Mapping[str, str]:
    response = getattr(error, "response", None)
    return awserrors.headers_of(response) if isinstance(response, dict) else getattr(response, "headers", {})


def _retry_after(chain: list[BaseException]) -> float | None:
    """Seconds until the server wants to be asked again, when it says so."""
    value = next((v for e in chain if (v := _headers(e).get("retry-after"))), None)
    if not value:
        return googleerrors.retry_after(_googles(chain))
    if re.fullmatch(r"\d{1,9}(\.\d+)?", value.strip()):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except ValueError:
        return None
