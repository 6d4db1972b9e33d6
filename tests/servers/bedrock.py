"""A server that speaks as Amazon Bedrock does: frames of an AWS event stream, and errors named in a header."""

import json
import struct
from typing import Any
from urllib.parse import unquote
from zlib import crc32

from servers.script import Deed, Fails, Reaction, Says
from servers.server import ModelServer

KEY_ID = "AKIDRIGHT"


def failure(status: int, kind: str, message: str, **headers: str) -> Fails:
    """An error as the API sends it; `_` in the name of a header stands for `-`."""
    told = {"x-amzn-ErrorType": f"{kind}:http://internal.amazon.com/coral/com.amazon.bedrock/"}
    return Fails(status, {"message": message}, {**told, **{n.replace("_", "-"): v for n, v in headers.items()}})


BUSY = failure(429, "ThrottlingException", "Too many tokens, please wait before trying again.")
NOT_READY = failure(429, "ModelNotReadyException", "The model specified in the request is not ready.")
NO_QUOTA = failure(400, "ServiceQuotaExceededException", "Your request exceeds the service quota for your account.")
BROKEN = failure(500, "InternalServerException", "The server had an error while processing your request.")
OVERLOADED = failure(503, "ServiceUnavailableException", "Bedrock is overloaded. Please try again later.")
MODEL_LATE = failure(408, "ModelTimeoutException", "The model took too long to process the request.")
MODEL_BROKEN = failure(424, "ModelErrorException", "The model failed while it processed the request.")
BAD_TOKEN = failure(403, "UnrecognizedClientException", "The security token included in the request is invalid.")
EXPIRED = failure(403, "ExpiredTokenException", "The security token included in the request is expired")
NOT_ALLOWED = failure(
    403,
    "AccessDeniedException",
    "User: arn:aws:iam::123456789012:user/anna is not authorized to perform: bedrock:InvokeModelWithResponseStream",
)
NO_ACCESS = failure(403, "AccessDeniedException", "You don't have access to the model with the specified model ID.")
NO_MODEL = failure(400, "ValidationException", "The provided model identifier is invalid.")
MODEL_GONE = failure(404, "ResourceNotFoundException", "This model version has reached the end of its life.")
ON_DEMAND = failure(
    400,
    "ValidationException",
    "Invocation of model ID meta.clay with on-demand throughput isn\u2019t supported. Retry your request with the ID "
    "or ARN of an inference profile that contains this model.",
)


class BedrockServer(ModelServer):
    """`/model/{id}/converse-stream` and `/model/{id}/converse`; `breaks` is how a stream tells of an error."""

    chat_path = "/converse"
    stream_type = "application/vnd.amazon.eventstream"
    garbage = b"{not a frame of an event stream}"

    def __init__(
        self,
        *deeds: Deed | Reaction,
        models: tuple[str, ...] = ("meta.clay", "meta.glaze"),
        key_id: str = KEY_ID,
        breaks: tuple[str, str] = ("modelStreamErrorException", "The model stopped writing."),
    ) -> None:
        super().__init__(*deeds, models=models)
        self.key_id, self.breaks = key_id, breaks

    def understood(self, body: dict[str, Any]) -> dict[str, Any]:
        """With messages as the other servers get them: the system's first, the blocks of each joined."""
        said = [{"role": "system", "content": body["system"]}] if body.get("system") else []
        joined = [
            {"role": m["role"], "content": "".join(b["text"] for b in m["content"])} for m in [*said, *body["messages"]]
        ]
        return {**body, "messages": joined}

    def streams(self, path: str, body: dict[str, Any]) -> bool:
        return path.endswith("/converse-stream")

    def refusal(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Fails | None:
        if not headers.get("authorization", "").startswith(f"AWS4-HMAC-SHA256 Credential={self.key_id}/"):
            return BAD_TOKEN
        if unquote(path.split("/")[2]) not in self.models:
            return NO_MODEL
        if sum(len(message["content"]) for message in body["messages"]) // 4 > self.window:
            return failure(400, "ValidationException", "Input is too long for requested model.")
        return None

    def listing(self, path: str) -> dict[str, Any] | None:
        return None

    def opening(self, body: dict[str, Any], says: Says) -> list[bytes]:
        thought = {"contentBlockIndex": 0, "delta": {"reasoningContent": {"text": says.thinks}}}
        thoughts = [_event("contentBlockDelta", thought)] if says.thinks else []
        return [_event("messageStart", {"role": "assistant"}), *thoughts]

    def word(self, body: dict[str, Any], word: str) -> bytes:
        return _event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": word}})

    def closing(self, body: dict[str, Any], says: Says) -> list[bytes]:
        told = {"usage": _usage(body, says), "metrics": {"latencyMs": 1}}
        return [
            _event("contentBlockStop", {"contentBlockIndex": 0}),
            _event("messageStop", {"stopReason": _REASONS.get(says.finish, says.finish)}),
            *([_event("metadata", told)] if says.says_usage else []),
        ]

    def error(self) -> bytes:
        kind, message = self.breaks
        return _frame({":exception-type": kind, ":message-type": "exception"}, {"message": message})

    def whole(self, body: dict[str, Any], says: Says) -> dict[str, Any]:
        message = {"role": "assistant", "content": [{"text": says.text}]}
        told = {"usage": _usage(body, says), "metrics": {"latencyMs": 1}}
        return {"output": {"message": message}, "stopReason": _REASONS.get(says.finish, says.finish), **told}


_REASONS = {"stop": "end_turn", "length": "max_tokens"}


def _usage(body: dict[str, Any], says: Says) -> dict[str, int]:
    tokens_in, tokens_out = sum(len(message["content"]) for message in body["messages"]) // 4, len(says.words)
    return {"inputTokens": tokens_in, "outputTokens": tokens_out, "totalTokens": tokens_in + tokens_out}


def _event(kind: str, payload: dict[str, Any]) -> bytes:
    return _frame({":event-type": kind, ":message-type": "event"}, payload)


def _frame(headers: dict[str, str], payload: dict[str, Any]) -> bytes:
    """Lengths of the whole and of the headers, their checksum, headers, payload, the checksum of it all."""
    named = b"".join(_header(*h) for h in {**headers, ":content-type": "application/json"}.items())
    body = json.dumps(payload).encode()
    lengths = struct.pack(">II", 12 + len(named) + len(body) + 4, len(named))
    checked = lengths + struct.pack(">I", crc32(lengths)) + named + body
    return checked + struct.pack(">I", crc32(checked))


def _header(name: str, value: str) -> bytes:
    return struct.pack(f">B{len(name)}sBH", len(name), name.encode(), 7, len(value)) + value.encode()
