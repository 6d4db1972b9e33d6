"""Replies of models that think aloud: what stands in <think>…</think> at the beginning is not the reply."""

from dataclasses import dataclass

_OPEN, _CLOSE = "<think>", "</think>"


@dataclass
class ThinkingFilter:
    """Takes a reply piece by piece and hands out what is no thought."""

    _held: str = ""
    _state: str = "begin"  # or "thinking", "speaking"

    def without(self, piece: str) -> str:
        """What of the reply is known to be spoken, now that this piece has come, too."""
        if self._state == "speaking":
            return piece
        self._held += piece
        if self._state == "begin":
            start = self._held.lstrip()
            if start.startswith(_OPEN):
                self._state = "thinking"
            elif not _OPEN.startswith(start):
                return self._speak(self._held)
        if self._state == "thinking" and _CLOSE in self._held:
            return self._speak(self._held.split(_CLOSE, 1)[1].lstrip())
        return ""

    def rest(self) -> str:
        """What was held back when the reply ended without being a thought."""
        return self._held if self._state == "begin" else ""

    def _speak(self, text: str) -> str:
        self._state, self._held = "speaking", ""
        return text
