"""A decoded HTML text -> whether it is a page at all, or only a sign-in form or a shell for scripts; pure.

A scan and no parse: it must take a megabyte of anything in linear time, which the standard library's parser does not.
"""

import re
from dataclasses import dataclass
from html import unescape

_LITTLE = 250  # characters of visible text; a page that says something says more
_UNSEEN = ("style", "template", "title", "svg", "iframe", "select", "textarea")
_TAG = re.compile(r"<[^<>]*>")
_ATTRIBUTE = re.compile(r"(?<![\w-])([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PASSWORD = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?password\b", re.I)
_META = re.compile(r"<meta\b[^<>]*>", re.I)
_ROOT = re.compile(
    r"<app-root\b|\bid\s*=\s*[\"']?(?:root|app|__next|__nuxt|main-app|app-root|react-root|application|svelte)[\"'\s>]",
    re.I,
)
_WANTS_SCRIPT = re.compile(
    r"\b(?:enable|requires?|needs?|without|turn on|activate)\b.{0,60}java ?script"
    r"|java ?script.{0,60}\b(?:enabled?|required|disabled|turned off)\b",
    re.I,
)
_REFRESH = re.compile(r"\s*\d+(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.I)


@dataclass(frozen=True, slots=True)
class Signs:
    """What gives a page away."""

    visible: str  # its text, white space made single
    noscript: str  # what it says to readers without JavaScript
    has_scripts: bool
    has_root: bool  # an element that scripts fill, by its id
    has_password: bool
    refresh: str  # where <meta http-equiv="refresh"> leads, as written

    @property
    def says_little(self) -> bool:
        """Whether there is hardly any text to read."""
        return len(self.visible) < _LITTLE

    @property
    def needs_javascript(self) -> bool:
        """Whether the page is a shell that scripts would fill."""
        if not self.says_little or not self.has_scripts:
            return False
        asks = _WANTS_SCRIPT.search(f"{self.noscript} {self.visible}")
        return self.has_root or not self.visible or asks is not None

    @property
    def is_sign_in(self) -> bool:
        """Whether the page is hardly more than a password form."""
        return self.has_password and self.says_little


def signs_of(html: str) -> Signs:
    """Read the signs of a page."""
    html, _ = _parted(html, re.compile("<!--"), re.compile("-->"))
    rest, scripts = _without("script", html)
    rest, noscript = _without("noscript", rest)
    outside = rest
    for tag in _UNSEEN:
        outside, _ = _without(tag, outside)
    return Signs(
        _text(outside),
        _text(noscript),
        has_scripts=bool(scripts),
        has_root=_ROOT.search(rest) is not None,
        has_password=_PASSWORD.search(rest) is not None,
        refresh=_refresh(rest + noscript),
    )


def _without(tag: str, html: str) -> tuple[str, str]:
    return _parted(html, re.compile(rf"<{tag}\b", re.I), re.compile(rf"</{tag}\s*>", re.I))


def _parted(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> tuple[str, str]:
    """What lies outside and inside of an element, its tags inside; one that never closes goes on to the end."""
    outside, inside = [], []
    place = 0
    while begin := opening.search(text, place):
        outside.append(text[place : begin.start()])
        end = closing.search(text, begin.end())
        place = end.end() if end else len(text)
        inside.append(text[begin.start() : place])
    return " ".join([*outside, text[place:]]), " ".join(inside)


def _text(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def _refresh(html: str) -> str:
    for meta in _META.findall(html):
        values = {name.lower(): "".join(value) for name, *value in _ATTRIBUTE.findall(meta)}
        if values.get("http-equiv", "").lower() == "refresh" and (found := _REFRESH.match(values.get("content", ""))):
            return unescape(found.group(1))
    return ""
