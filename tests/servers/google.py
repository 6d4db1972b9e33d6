"""A server that speaks as Google's Gemini API does: events of JSON, counts that grow, errors with details."""

import json
import re
from typing import Any

from servers.script import Deed, Fails, Reaction, Says
from servers.server import ModelServer

_TYPES = "type.googleapis.com/google.rpc."
_QUOTA = (
    "You exceeded your current quota, please check your plan and billing details. For more information on this error, "
    "head to: https://ai.google.dev/gemini-api/docs/rate-limits."
)


def failure(code: int, status: str, message: str, *details: dict[str, Any]) -> Fails:
    """An error as the API sends it."""
    error: dict[str, Any] = {"code": code, "message": message, "status": status}
    return Fails(code, {"error": {**error, "details": list(details)} if details else error})


def refused_key(message: str, code: int = 400, status: str = "INVALID_ARGUMENT") -> Fails:
    """A key that is none, or no longer one."""
    info = {"reason": "API_KEY_INVALID", "domain": "googleapis.com", "metadata": {"service": "generativelanguage"}}
    return failure(code, status, message, {"@type": f"{_TYPES}ErrorInfo", **info})


def limited(*quotas: str, after: str = "") -> Fails:
    """A limit that is reached, each by the name of its quota; the words are the same for a minute and for a day."""
    metric = "generativelanguage.googleapis.com/generate_content_free_tier_requests"
    violations = [{"quotaMetric": metric, "quotaId": f"{quota}-FreeTier", "quotaValue": "10"} for quota in quotas]
    told = [{"@type": f"{_TYPES}QuotaFailure", "violations": violations}] if quotas else []
    info = [{"@type": f"{_TYPES}RetryInfo", "retryDelay": after}] if after else []
    return failure(429, "RESOURCE_EXHAUSTED", _QUOTA, *told, {"@type": f"{_TYPES}Help", "links": []}, *info)


BY_MINUTE, BY_DAY = "GenerateRequestsPerMinutePerProjectPerModel", "GenerateRequestsPerDayPerProjectPerModel"
BUSY = limited(BY_MINUTE, after="0.05s")
NO_QUOTA = limited(BY_MINUTE, BY_DAY, after="0.05s")
EXHAUSTED = failure(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")
NO_CREDIT = failure(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please manage your billing.")
BAD_KEY = refused_key("API key not valid. Please pass a valid API key.")
EXPIRED = refused_key("API key expired. Please renew the API key.")
LEAKED = failure(403, "PERMISSION_DENIED", "Your API key was reported as leaked. Please use another API key.")
NOT_ENABLED = failure(
    403,
    "PERMISSION_DENIED",
    "Generative Language API has not been used in project 42 before or it is disabled. Enable it, then retry.",
    {"@type": f"{_TYPES}ErrorInfo", "reason": "SERVICE_DISABLED", "domain": "googleapis.com"},
)
NO_LOCATION = failure(400, "FAILED_PRECONDITION", "User location is not supported for the API use.")
BROKEN = failure(500, "INTERNAL", "An internal error has occurred. Please retry or report in https://example.org/help")
OVERLOADED = failure(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")
LATE = failure(504, "DEADLINE_EXCEEDED", "The request timed out. Please try again.")
NO_JSON = failure(400, "INVALID_ARGUMENT", "JSON mode is not enabled for models/clay")
NO_SCHEMA = failure(
    400,
    "INVALID_ARGUMENT",
    "Invalid JSON payload received. Unknown name \"responseJsonSchema\" at 'generation_config': Cannot find field.",
)


class GoogleServer(ModelServer):
    """`/v1beta/models/{model}:streamGenerateContent?alt=sse`; `breaks` is the error that a stream ends with."""

    chat_path = "/models/"
    key = "right"
    comment = b": ping\r\n\r\n"
    garbage = b"data: {not json\r\n\r\n"

    def __init__(
        self, *deeds: Deed | Reaction, models: tuple[str, ...] = ("clay", "glaze"), breaks: Fails = OVERLOADED
    ) -> None:
        super().__init__(*deeds, models=models)
        self.breaks = breaks

    def understood(self, body: dict[str, Any]) -> dict[str, Any]:
        """With messages as the other servers get them: the system's first, the parts of each joined."""
        said = [{"role": "system", **body["systemInstruction"]}] if body.get("systemInstruction") else []
        roles = {"system": "system", "user": "user", "model": "assistant"}
        contents = [*said, *body.get("contents", [])]
        joined = [{"role": roles[c["role"]], "content": "".join(p["text"] for p in c["parts"])} for c in contents]
        return {**body, "messages": joined}

    def streams(self, path: str, body: dict[str, Any]) -> bool:
        return path.endswith(":streamGenerateContent?alt=sse")

    def refusal(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Fails | None:
        asked = re.fullmatch(r"/v1beta/models/([^/:?]+):(?:streamGenerateContent\?alt=sse|generateContent)", path)
        if not asked:
            return Fails(404, None)
        if headers.get("x-goog-api-key") != self.key:
            return BAD_KEY
        if asked[1] not in self.models:
            message = f"models/{asked[1]} is not found for API version v1beta, or is not supported for generateContent."
            return failure(404, "NOT_FOUND", message)
        return self._out_of_bounds(body, int(headers.get("x-server-timeout", 600)))

    def _out_of_bounds(self, body: dict[str, Any], deadline: int) -> Fails | None:
        if deadline < 10:
            message = f"Manually set deadline {deadline}s is too short. Minimum allowed deadline is 10s."
            return failure(400, "INVALID_ARGUMENT", message)
        tokens = _tokens(body)
        if tokens <= self.window:
            return None
        message = f"The input token count ({tokens}) exceeds the maximum number of tokens allowed ({self.window})."
        return failure(400, "INVALID_ARGUMENT", message)

    def listing(self, path: str) -> dict[str, Any] | None:
        return None

    def opening(self, body: dict[str, Any], says: Says) -> list[bytes]:
        body["counts"] = {"written": 0, "thought": len(says.thinks.split()), "told": says.says_usage}
        return [self._event(body, {"text": says.thinks, "thought": True})] if says.thinks else []

    def word(self, body: dict[str, Any], word: str) -> bytes:
        body["counts"]["written"] += 1
        return self._event(body, {"text": word})

    def closing(self, body: dict[str, Any], says: Says) -> list[bytes]:
        if says.finish.startswith("prompt "):  # it is not even begun with
            return [_data(self._chunk(body, promptFeedback={"blockReason": says.finish.removeprefix("prompt ")}))]
        if says.finish == "nothing":
            return [_data(self._chunk(body))]
        return [self._event(body, {"text": ""}, finishReason=_REASONS.get(says.finish, says.finish))]

    def error(self) -> bytes:
        """Not as an event, but as lines of plain JSON."""
        return json.dumps(self.breaks.body, indent=2).replace("\n", "\r\n").encode() + b"\r\n"

    def whole(self, body: dict[str, Any], says: Says) -> dict[str, Any]:
        raise NotImplementedError("replies are streamed")

    def _event(self, body: dict[str, Any], part: dict[str, Any], **more: str) -> bytes:
        candidate = {"content": {"role": "model", "parts": [part]}, "index": 0, **more}
        return _data(self._chunk(body, candidates=[candidate]))

    def _chunk(self, body: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
        head = {**more, "modelVersion": self.models[0], "responseId": "r1"}
        return {**head, "usageMetadata": _usage(body)} if body["counts"]["told"] else head


_REASONS = {"stop": "STOP", "length": "MAX_TOKENS"}


def _usage(body: dict[str, Any]) -> dict[str, Any]:
    """Of everything so far: each event tells it anew."""
    asked, written, thought = _tokens(body), body["counts"]["written"], body["counts"]["thought"]
    counts = {"promptTokenCount": asked, "totalTokenCount": asked + written + thought}
    counts |= {"candidatesTokenCount": written} if written else {}
    return {**counts, **({"thoughtsTokenCount": thought} if thought else {})}


def _tokens(body: dict[str, Any]) -> int:
    return sum(len(message["content"]) for message in body["messages"]) // 4


def _data(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk)}\r\n\r\n".encode()
