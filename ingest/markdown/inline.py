"""Markdown's inline parser, taught to say where each token stands and to read wikilinks, bare URLs and highlights."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from ingest.markdown.plumbing import cloze

_WIKILINK = re.compile(r"(!?)\[\[([^\[\]\n|]{1,300}?)(?:\\?\|([^\[\]\n]{0,300}))?\]\]")
_FORMULA = re.compile(r"\\\((?:(?!\\\)|\n\n).){1,1000}\\\)|\\\[(?:(?!\\\]|\n\n).){1,2000}\\\]", re.DOTALL)
_MATHEMATICAL = re.compile(r"\\[a-zA-Z]|[\^_=<>+]|\w\s?[-*/]\s?\w")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,80}\]")
_URL = re.compile(r"://[^\s<>\"'`\]\[|\\^{}]{1,2000}")
_HIGHLIGHT = re.compile(r"==(?=\S)[^=\n]{1,500}(?<=\S)==(?!=)")
_DEEPEST_BLOCKS = 60  # lists in lists in quotes: beyond that the parser drops text, before that nobody writes it
_DEEPEST_WORDS = 20  # links in emphasis in links: each level costs time when brackets never close


@dataclass(frozen=True, slots=True)
class Placed:
    """An inline token and the part of the source it was made from."""

    token: Token
    start: int
    end: int


class _State(StateInline):
    """The parser's state, with the place of every token and of the text not yet made a token."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, out: list[Token]) -> None:  # noqa: ANN401 - theirs
        super().__init__(src, md, env, out)
        self.held = 0
        self.places: dict[int, tuple[int, int]] = {}
        self.closing: set[int] = set()  # where highlights end

    def place(self, first: int, held: int, start: int) -> None:
        """Note where the tokens from `first` on came from: pending text from `held`, a construct from `start`."""
        at = start
        if held < start and first < len(self.tokens) and first not in self.places:
            self.places[first] = (held, held + len(self.tokens[first].content))
            first += 1
        atomic = first < len(self.tokens) and self.tokens[first].markup == "autolink"
        for index in range(first, len(self.tokens)):
            if index in self.places:
                continue
            token = self.tokens[index]
            if token.type == "text" and not atomic:  # a run of emphasis marks, one token each
                self.places[index] = (at, at + len(token.content))
                at += len(token.content)
            else:
                spans = {1: (start, start), 0: (start, self.pos), -1: (self.pos, self.pos)}
                self.places[index] = spans[token.nesting]


class _Inline(ParserInline):
    """The inline parser; its main loop is the original's with two lines more."""

    def tokenize(self, state: StateInline) -> None:
        """Generate the tokens up to `state.posMax`."""
        if not isinstance(state, _State):
            return super().tokenize(state)
        rules, end = self.ruler.getRules(""), state.posMax
        while state.pos < end:
            first, start, held = len(state.tokens), state.pos, state.held
            if not state.pending:
                held = state.held = start
            for rule in rules:
                if rule(state, False):
                    if len(state.tokens) > first:
                        state.place(first, held, start)
                    break
            else:
                state.append_pending(state.src[start])
                state.pos = start + 1
        if state.pending:
            first = len(state.tokens)
            state.pushPending()
            state.places[first] = (state.held, state.held + len(state.tokens[first].content))
        return None

    def placed(self, src: str, md: MarkdownIt, env: Any) -> list[Placed]:  # noqa: ANN401 - theirs
        """The tokens of a source, each with its place."""
        state = _State(src, md, env, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return [Placed(token, *state.places[index]) for index, token in enumerate(state.tokens)]


def _wikilink(state: StateInline, silent: bool) -> bool:
    found = _WIKILINK.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.content = (found[3] or found[2]) if not found[1] else ""  # an embed shows another note, it says nothing
        token.info = found[2]
        token.meta = {"offset": found.start(3 if found[3] else 2) - found.start()}
    state.pos = found.end()
    return True


def _cloze(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos) or not (found := cloze(state.src, state.pos, state.posMax)):
        return False
    if not silent:
        said = "anki" if found["anki"] else "logseq"
        token = state.push("cloze", "", 0)
        token.content = found[said]
        token.meta = {"offset": found.start(said) - found.start()}
    state.pos = found.end()
    return True


def _formula(state: StateInline, silent: bool) -> bool:
    """A formula between \\( and \\), or \\[ and \\]: CommonMark would take the backslashes away."""
    found = _FORMULA.match(state.src, state.pos, state.posMax)
    if not found or not _MATHEMATICAL.search(found[0], 2, len(found[0]) - 2):
        return False
    if not silent:
        state.push("math_inline", "", 0)
    state.pos = found.end()
    return True


def _footnote(state: StateInline, silent: bool) -> bool:
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("footnote", "", 0)
    state.pos = found.end()
    return True


def _bare_url(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = next((s for s in ("https", "http") if state.pending.endswith(s)), "")
    found = _URL.match(state.src, state.pos, state.posMax)
    if not scheme or not found or silent:
        return False
    tail = _trimmed(found[0])
    if len(tail) < len("://a.b"):
        return False
    state.pending = state.pending[: -len(scheme)]
    token = state.push("bare_url", "", 0)
    token.content = scheme + tail
    state.pos += len(tail)
    return True


def _trimmed(url: str) -> str:
    """A URL without the punctuation of the sentence it stands in."""
    url = url.rstrip("*_~")
    while url and (url[-1] in ".,;:!?…" or (url[-1] == ")" and url.count(")") > url.count("("))):
        url = url[:-1]
    return url


def _highlight(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "=" or silent or not isinstance(state, _State):
        return False
    if state.pos not in state.closing:
        found = _HIGHLIGHT.match(state.src, state.pos, state.posMax)
        if not found or (state.pos and state.src[state.pos - 1].isalnum()):
            return False
        state.closing.add(found.end() - 2)
    state.push("mark", "", 0)
    state.pos += 2
    return True


@cache
def parser(deepest: int = _DEEPEST_BLOCKS) -> MarkdownIt:
    """CommonMark with tables, strikethrough, math and the inline rules of this file; HTML is inline only."""
    md = MarkdownIt("commonmark")
    md.inline = inline = _Inline()
    md.configure("commonmark", {"maxNesting": deepest})
    md.enable(["table", "strikethrough"]).disable("html_block")
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True, allow_labels=False)
    inline.ruler.before("escape", "formula", _formula)
    inline.ruler.before("link", "cloze", _cloze)
    inline.ruler.before("link", "wikilink", _wikilink)
    inline.ruler.before("link", "footnote", _footnote)
    inline.ruler.before("emphasis", "bare_url", _bare_url)
    inline.ruler.before("emphasis", "highlight", _highlight)
    inline.ruler2.disable("fragments_join")  # it would join tokens whose places are apart
    return md


def inline_tokens(source: str, env: dict[str, Any]) -> Sequence[Placed]:
    """The inline tokens of a block's words, with their places in it."""
    md = parser(_DEEPEST_WORDS)
    assert isinstance(md.inline, _Inline)
    return md.inline.placed(source, md, env)
