"""A server that speaks as Ollama does: lines of JSON."""

import json
from typing import Any

from servers.script import Fails, Says
from servers.server import ModelServer

BROKEN = Fails(500, {"error": "model requires more system memory (5.6 GiB) than is available (3.9 GiB)"})
BUSY = Fails(503, {"error": "server busy, please try again. maximum pending requests exceeded"})


class OllamaServer(ModelServer):
    """`/api/tags`, `/api/show` and `/api/chat`; a prompt that is too long is cut without a word, as Ollama does."""

    stream_type = "application/x-ndjson"
    garbage = b"{not json\n"

    def refusal(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Fails | None:
        if path in {"/api/chat", "/api/show"} and body["model"].removesuffix(":latest") not in self.models:
            return Fails(404, {"error": f"model '{body['model']}' not found"})
        return None

    def listing(self, path: str) -> dict[str, Any] | None:
        match path:
            case "/api/tags":
                return {"models": [{"name": f"{m}:latest", "model": f"{m}:latest", "size": 1} for m in self.models]}
            case "/api/show":
                return {"model_info": {"general.architecture": "llama", "llama.context_length": self.window}}
            case "/api/version":
                return {"version": "0.12.0"}
        return None

    def opening(self, body: dict[str, Any], says: Says) -> list[bytes]:
        return [_line(body, {"role": "assistant", "content": "", "thinking": says.thinks})] if says.thinks else []

    def word(self, body: dict[str, Any], word: str) -> bytes:
        return _line(body, {"role": "assistant", "content": word})

    def closing(self, body: dict[str, Any], says: Says) -> list[bytes]:
        counts = {"prompt_eval_count": _tokens(body), "eval_count": len(says.words)} if says.says_usage else {}
        last = {"role": "assistant", "content": ""}
        return [_line(body, last, done=True, done_reason=says.finish, total_duration=1, **counts)]

    def error(self) -> bytes:
        return b'{"error":"an error was encountered while running the model: CUDA error"}\n'

    def whole(self, body: dict[str, Any], says: Says) -> dict[str, Any]:
        message = {"role": "assistant", "content": says.text}
        found: dict[str, Any] = json.loads(_line(body, message, done=True, done_reason=says.finish))
        return found


def _line(body: dict[str, Any], message: dict[str, str], *, done: bool = False, **more: object) -> bytes:
    head = {"model": body["model"], "created_at": "2026-01-01T00:00:00.000000Z"}
    return (json.dumps({**head, "message": message, "done": done, **more}) + "\n").encode()


def _tokens(body: dict[str, Any]) -> int:
    return sum(len(message["content"]) for message in body["messages"]) // 4
