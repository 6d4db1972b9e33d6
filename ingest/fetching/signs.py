"""A decoded HTML text -> whether it is a page at all, or only a sign-in form or a shell for scripts; pure."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LONGEST = 2**20  # characters; a longer page is no shell
_LITTLE = 250  # characters of visible text; a page that says something says more
_UNSEEN = frozenset({"script", "style", "noscript", "template", "title", "svg", "iframe", "select", "option"})
_ROOTS = frozenset({"root", "app", "__next", "__nuxt", "main-app", "app-root", "react-root", "application", "svelte"})
_WANTS_SCRIPT = re.compile(
    r"(enable|requires?|need|without|turn on|activate).{0,60}java\s?script|java\s?script.{0,60}"
    r"(enable|required|disabled|turned off)",
    re.I | re.S,
)
_REFRESH = re.compile(r"\s*\d+(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*([^\"'\s]+)", re.I)


@dataclass
class Signs:
    """What gives a page away."""

    visible: list[str] = field(default_factory=list)
    noscript: list[str] = field(default_factory=list)
    scripts: int = 0
    empty_root: bool = False  # an element that scripts fill, by its id
    passwords: int = 0
    refresh: str = ""  # where <meta http-equiv="refresh"> leads, as written

    @property
    def says_little(self) -> bool:
        """Whether there is hardly any text to read."""
        return len(" ".join(" ".join(self.visible).split())) < _LITTLE

    @property
    def needs_javascript(self) -> bool:
        """Whether the page is a shell that scripts would fill."""
        if not self.says_little or not self.scripts:
            return False
        asks = " ".join([*self.noscript, *self.visible])
        return self.empty_root or not "".join(self.visible).strip() or _WANTS_SCRIPT.search(asks) is not None

    @property
    def is_sign_in(self) -> bool:
        """Whether the page is hardly more than a password form."""
        return bool(self.passwords) and self.says_little


def signs_of(html: str) -> Signs:
    """Read the signs of a page; of a very long one there are none."""
    reader = _SignReader()
    if len(html) <= LONGEST:
        reader.feed(html)
        reader.close()
    else:
        reader.signs.visible.append(html[:_LITTLE])
    return reader.signs


class _SignReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.signs = Signs()
        self._inside: list[str] = []  # unseen elements that are open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.signs.scripts += tag == "script"
        if tag in _UNSEEN:
            self._inside.append(tag)
        elif tag == "input" and values.get("type", "").lower() == "password":
            self.signs.passwords += 1
        elif tag == "meta" and values.get("http-equiv", "").lower() == "refresh":
            found = _REFRESH.match(values.get("content", ""))
            self.signs.refresh = self.signs.refresh or (found.group(1) if found else "")
        elif values.get("id", "").lower() in _ROOTS or tag == "app-root":
            self.signs.empty_root = True

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.signs.visible.append(data)
        elif self._inside[-1] == "noscript" or "noscript" in self._inside:
            self.signs.noscript.append(data)
