"""An answer's Markdown -> HTML that is safe to show, its footnote markers as buttons.

Words come from notes, pages and models: raw HTML stays text, images become their description, links are http(s) only,
and whatever is left passes one allow-list.
"""

from collections.abc import Collection, Mapping, MutableMapping, Sequence
from html import escape
from itertools import accumulate
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

_TAGS = set(
    "p br hr h3 h4 h5 h6 ul ol li blockquote pre code em strong s a span table thead tbody tr th td button".split()
)
_BUTTON = {"type", "class", "data-note", "aria-label", "aria-expanded"}
WEAK = "Loosely supported by your notes"
_TOP_HEADING = 3  # the page's title and the question stand above


def safe_html(markdown: str, labels: Mapping[int, str], *, weak: Collection[int] = (), links: bool = True) -> str:
    """The answer as HTML; a marker whose number has a label is a button with that name, any other stays text.

    The sentence before a marker that is `weak` is marked as such. Without `links` there are none: a model wrote it.
    """
    return sanitised(_MARKDOWN.render(markdown, {"labels": labels, "weak": weak}), links=links)


def sanitised(html: str, *, links: bool = True) -> str:
    """What is left of HTML after the allow-list: no script, style, image, handler or relative link."""
    return nh3.clean(
        html,
        tags=_TAGS if links else _TAGS - {"a"},
        attributes={"a": {"href"}, "button": _BUTTON, "ol": {"start"}, "span": {"class", "title"}},
        attribute_filter=_attribute,
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def web_link(url: str) -> str:
    """The URL when a browser may open it from a note, else ""."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as an unclosed IPv6 host
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href":
        return web_link(value) or None
    if tag == "button":
        fixed = {"type": "button", "class": "marker", "aria-expanded": "false"}
        return fixed.get(name, value)
    if tag == "span":
        return {"class": "weak", "title": WEAK}.get(name)
    return value


def _footnote(state: StateInline, silent: bool) -> bool:
    """`[^1]` -> a footnote token, before links are tried; only for a number that has a label."""
    close = state.src.find("]", state.pos)
    number = state.src[state.pos + 2 : close]
    if not state.src.startswith("[^", state.pos) or not (number.isascii() and number.isdigit()):
        return False
    if int(number) not in state.env["labels"]:
        return False
    if not silent:
        state.push("footnote", "button", 0).content = number
    state.pos = close + 1
    return True


def _mark_weak(state: StateCore) -> None:
    """Each sentence whose footnote is weak, from the footnote or the block's beginning before it, in a span."""
    for block in state.tokens:
        start = 0
        for at, token in enumerate(children := list(block.children or ())):
            if token.type == "footnote":
                if int(token.content) in state.env.get("weak", ()) and _balanced(children[start:at]):
                    children[start].meta["opens"] = children[at].meta["closes"] = True
                start = at + 1
        block.children = [part for token in children for part in _parts(token)] if block.children else block.children


def _balanced(tokens: Sequence[Token]) -> bool:
    """Whether tokens hold some words, and every element that opens in them closes there."""
    depths = [*accumulate((token.nesting for token in tokens), initial=0)]
    return len(depths) > 1 and min(depths) == depths[-1] == 0


def _parts(token: Token) -> list[Token]:
    opening = [Token("weak_open", "span", 1)] if token.meta.pop("opens", False) else []
    closing = [Token("weak_close", "span", -1)] if token.meta.pop("closes", False) else []
    if opening and token.type == "text" and (bare := token.content.lstrip()):  # no line under the space before
        space = Token("text", "", 0, content=token.content[: -len(bare)])
        token.content = bare
        return [*closing, space, *opening, token]
    return [*closing, *opening, token]


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + _TOP_HEADING - 1, 6)}"


def _draw_footnote(
    _self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    number = int(tokens[at].content)
    label = escape(env["labels"][number])
    return (
        f'<button type="button" class="marker" data-note="{number}" aria-expanded="false" aria-label="{label}">'
        f"{number}</button>"
    )


def _draw_image(
    _self: RendererHTML, tokens: Sequence[Token], at: int, _options: OptionsDict, _env: MutableMapping[str, Any]
) -> str:
    return escape(tokens[at].content)


def _build() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])
    markdown.disable(["reference"])  # "[^1]: …" is no link definition here
    markdown.validateLink = lambda url: bool(web_link(url))  # type: ignore[method-assign]
    markdown.inline.ruler.before("link", "footnote", _footnote)
    markdown.core.ruler.push("lower_headings", _lower_headings)
    markdown.core.ruler.push("weak", _mark_weak)
    markdown.add_render_rule("weak_open", lambda *_: f'<span class="weak" title="{WEAK}">')
    markdown.add_render_rule("footnote", _draw_footnote)
    markdown.add_render_rule("image", _draw_image)
    return markdown


_MARKDOWN = _build()
