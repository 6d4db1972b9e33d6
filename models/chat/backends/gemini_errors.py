"""What an error of Google's carries -> its words, and when to ask again; a minute's limit is told from a day's."""

import re
from collections.abc import Mapping
from typing import Any

_BILLED = re.compile(r"billing|credit|spend", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,9}(?:\.\d+)?)s")


def said_in(body: Mapping[str, Any]) -> str:
    """The message without what the package puts around it, and the reason; of a limit that passes, its name alone.

    Google speaks of quota and billing even where a minute is all that must be waited.
    """
    error = _error(body)
    status = str(error.get("status") or "")
    if status == "RESOURCE_EXHAUSTED" and not _used_up(error):
        return status
    reason = next((str(detail["reason"]) for detail in _details(error, "ErrorInfo") if detail.get("reason")), status)
    message = str(error.get("message") or "").strip()
    if not message or message.startswith("<"):  # the page of a proxy
        return status
    return f"{message.rstrip('.')} ({reason})" if re.fullmatch(r"[A-Z_]+", reason) else message


def retry_after(body: Mapping[str, Any]) -> float | None:
    """Seconds until it wants to be asked again, when it says so."""
    told = (_SECONDS.fullmatch(str(detail.get("retryDelay"))) for detail in _details(_error(body), "RetryInfo"))
    return next((float(seconds[1]) for seconds in told if seconds), None)


def _used_up(error: Mapping[str, Any]) -> bool:
    """Whether a limit is one of a day or of money."""
    violations = [v for detail in _details(error, "QuotaFailure") for v in detail.get("violations") or ()]
    if violations:
        return any("PerDay" in str(violation) for violation in violations)
    return bool(_BILLED.search(str(error.get("message"))))


def _error(body: Mapping[str, Any]) -> Mapping[str, Any]:
    found = body.get("error", body)
    return found if isinstance(found, dict) else {"message": found}


def _details(error: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    details = error.get("details")
    listed = details if isinstance(details, list) else []
    return [d for d in listed if isinstance(d, dict) and str(d.get("@type")).endswith(f".{kind}")]
