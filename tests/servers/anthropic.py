"""A server that speaks as Anthropic does: named events, and errors of its own shape."""

import json
from typing import Any

from servers.script import Fails, Says
from servers.server import ModelServer


def failure(status: int, kind: str, message: str, **headers: str) -> Fails:
    """An error as the API sends it; `_` in the name of a header stands for `-`."""
    body = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return Fails(status, body, {name.replace("_", "-"): value for name, value in headers.items()})


OVERLOADED = failure(529, "overloaded_error", "Overloaded")
BUSY = failure(429, "rate_limit_error", "This request would exceed your rate limit", retry_after="0")
TOO_LONG = failure(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum")
NO_CREDIT = failure(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.")


class AnthropicServer(ModelServer):
    """`/v1/messages`."""

    chat_path = "/v1/messages"
    key = "right"

    def refusal(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Fails | None:
        if self.key not in (headers.get("x-api-key"), headers.get("authorization", "").removeprefix("Bearer ")):
            return failure(401, "authentication_error", "invalid x-api-key")
        if body.get("model") not in self.models:
            return failure(404, "not_found_error", f"model: {body.get('model')}")
        return None

    def listing(self, path: str) -> dict[str, Any] | None:
        return None

    def opening(self, body: dict[str, Any], says: Says) -> list[bytes]:
        usage = {"input_tokens": 9, "output_tokens": 1}
        message = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "content": []}
        begun = {**message, "stop_reason": None, "stop_sequence": None, "usage": usage}
        block = {"index": 0, "content_block": {"type": "text", "text": ""}}
        return [_event("message_start", message=begun), _event("content_block_start", **block), _event("ping")]

    def word(self, body: dict[str, Any], word: str) -> bytes:
        return _event("content_block_delta", index=0, delta={"type": "text_delta", "text": word})

    def closing(self, body: dict[str, Any], says: Says) -> list[bytes]:
        delta = {"stop_reason": _REASONS.get(says.finish, says.finish), "stop_sequence": None}
        return [
            _event("content_block_stop", index=0),
            _event("message_delta", delta=delta, usage={"input_tokens": 9, "output_tokens": len(says.words)}),
            _event("message_stop"),
        ]

    def error(self) -> bytes:
        return _event("error", error={"type": "overloaded_error", "message": "Overloaded"})

    def whole(self, body: dict[str, Any], says: Says) -> dict[str, Any]:
        raise NotImplementedError("replies are streamed")


_REASONS = {"stop": "end_turn", "length": "max_tokens"}


def _event(kind: str, **fields: Any) -> bytes:  # noqa: ANN401
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n".encode()
