"""What an error of botocore carries -> its HTTP status, its words, and the headers of the reply."""

from collections.abc import Mapping
from typing import Any

_IN_A_STREAM = {  # such errors come as events, and have no status of their own
    "throttlingException": 429,
    "internalServerException": 500,
    "serviceUnavailableException": 503,
    "validationException": 400,
}


def status_of(response: Mapping[str, Any]) -> int:
    """The status of an error's `response`; 0 for what broke in the middle of a stream without having one."""
    code = _error(response).get("Code", "")
    if code[:1].islower():
        return _IN_A_STREAM.get(code, 0)
    return int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def said_in(response: Mapping[str, Any]) -> str:
    """The message of the service without what botocore puts around it, and the name of the error."""
    message, code = _error(response).get("Message", ""), _error(response).get("Code", "")
    return f"{message.rstrip('.')} ({code})" if code.isalpha() else message


def headers_of(response: Mapping[str, Any]) -> Mapping[str, str]:
    """The headers of the reply, their names in lower case."""
    return dict(response.get("ResponseMetadata", {}).get("HTTPHeaders", {}))


def _error(response: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in response.get("Error", {}).items()}
