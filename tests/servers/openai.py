"""A server that speaks as OpenAI, llama.cpp, vLLM, LM Studio and LocalAI do."""

import json
from typing import Any

from servers.script import Deed, Fails, Reaction, Says
from servers.server import ModelServer


def failure(status: int, message: str, kind: str, code: str | None = None, **headers: str) -> Fails:
    """An error as the API sends it; `_` in the name of a header stands for `-`."""
    body = {"error": {"message": message, "type": kind, "param": None, "code": code}}
    return Fails(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


BUSY = failure(429, "Rate limit reached for requests", "requests", "rate_limit_exceeded", Retry_After="0")
NO_QUOTA = failure(
    429, "You exceeded your current quota, check your billing.", "insufficient_quota", "insufficient_quota"
)
BROKEN = failure(500, "The server had an error while processing your request.", "server_error")
OVERLOADED = failure(503, "The engine is currently overloaded, please try again later.", "server_error")
PROXY = Fails(502)


class OpenAIServer(ModelServer):
    """`/v1/models` and `/v1/chat/completions`."""

    def __init__(
        self,
        *deeds: Deed | Reaction,
        models: tuple[str, ...] = ("clay", "glaze"),
        key: str = "",
        refuses: tuple[str, ...] = (),
    ) -> None:
        """`refuses` names fields of a request that the server does not know, such as "response_format"."""
        super().__init__(*deeds, models=models)
        self.key, self.refuses = key, refuses

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    def refusal(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Fails | None:
        if self.key and headers.get("authorization") != f"Bearer {self.key}":
            given = headers.get("authorization", "").removeprefix("Bearer ")  # the real one shows a part of it
            message = (
                f"Incorrect API key provided: {given}. You can find your API key at https://platform.example/keys."
            )
            return failure(401, message, "invalid_request_error", "invalid_api_key")
        if "chat" not in path:
            return None
        if not path.endswith("/v1/chat/completions"):
            return Fails(404, {"detail": "Not Found"})
        if body["model"] not in self.models:
            message = f"The model `{body['model']}` does not exist or you do not have access to it."
            return failure(404, message, "invalid_request_error", "model_not_found")
        for field in self.refuses:
            if field in body:
                message = f"Invalid parameter: '{field}' is not supported with this model."
                return failure(400, message, "invalid_request_error")
        return self._overflow(body)

    def _overflow(self, body: dict[str, Any]) -> Fails | None:
        tokens = sum(len(message["content"]) for message in body["messages"]) // 4
        if tokens <= self.window:
            return None
        message = (
            f"This model's maximum context length is {self.window} tokens. However, your messages resulted in "
            f"{tokens} tokens. Please reduce the length of the messages."
        )
        return failure(400, message, "invalid_request_error", "context_length_exceeded")

    def listing(self, path: str) -> dict[str, Any] | None:
        if path != "/v1/models":
            return None
        rows = [{"id": m, "object": "model", "owned_by": "me", "max_model_len": self.window} for m in self.models]
        return {"object": "list", "data": rows}

    def opening(self, body: dict[str, Any], says: Says) -> list[bytes]:
        thoughts = [_event(body, {"reasoning_content": says.thinks})] if says.thinks else []
        return [_event(body, {"role": "assistant", "content": ""}), *thoughts]

    def word(self, body: dict[str, Any], word: str) -> bytes:
        return _event(body, {"content": word})

    def closing(self, body: dict[str, Any], says: Says) -> list[bytes]:
        wanted = says.says_usage and body.get("stream_options", {}).get("include_usage")
        usage = [_event(body, None, usage=_usage(body, says))] if wanted else []
        return [_event(body, {}, finish=says.finish), *usage, b"data: [DONE]\n\n"]

    def error(self) -> bytes:
        error = {"error": {"message": "CUDA out of memory", "type": "server_error", "code": 500}}
        return f"data: {json.dumps(error)}\n\n".encode()

    def whole(self, body: dict[str, Any], says: Says) -> dict[str, Any]:
        message = {"role": "assistant", "content": says.text}
        choice = {"index": 0, "message": message, "finish_reason": says.finish}
        return {**_head(body, "chat.completion"), "choices": [choice], "usage": _usage(body, says)}


def _event(
    body: dict[str, Any],
    delta: dict[str, Any] | None,
    *,
    finish: str | None = None,
    usage: Any = None,  # noqa: ANN401
) -> bytes:
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {**_head(body, "chat.completion.chunk"), "choices": choices, "usage": usage}
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _head(body: dict[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": 1_760_000_000, "model": body["model"]}


def _usage(body: dict[str, Any], says: Says) -> dict[str, int]:
    tokens_in = sum(len(message["content"]) for message in body["messages"]) // 4
    tokens_out = len(says.words)
    return {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}
