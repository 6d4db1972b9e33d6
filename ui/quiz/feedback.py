"""An item, what was given and its grade -> what the citation component draws of them."""

from dataclasses import replace

from domain.quiz import Given, Grade, Item, ItemKind
from domain.replies import Citation
from quiz.grading.typed import letter
from ui.citations.component import draw
from ui.citations.markup import safe_html
from ui.citations.view import View, footnote_card, footnote_label
from ui.errors import plain

_Place = tuple[str, int, int]  # passage id, start, end


def draw_told(item: Item, given: Given | None, grade: Grade | None, key: str, notes: tuple[str, ...] = ()) -> None:
    """How right the answer was above the passage that says so, lit; then why for every option."""
    draw(verdict_view(item, grade, notes), key=key)
    if item.why:
        draw(reasons_view(item, given), key=f"{key}-why")


def verdict_view(item: Item, grade: Grade | None, notes: tuple[str, ...] = ()) -> View:
    """The stem, how right the answer was, and the passage of the key."""
    return View(
        question=item.stem,
        html=safe_html(_verdict(item, grade), {}),
        cards=(replace(footnote_card(item.citation), number=0),),
        cards_title="Where it says so",
        notes=notes,
    )


def reasons_view(item: Item, given: Given | None) -> View:
    """What each option really is, with footnotes; the right ones first."""
    in_turn = sorted(item.why, key=lambda why: (why.option not in item.key, why.option))
    once = {_place(why.citation): why.citation for why in in_turn}
    citations = tuple(replace(citation, number=n) for n, citation in enumerate(once.values(), 1))
    number_of = {_place(citation): citation.number for citation in citations}
    return View(
        html=safe_html(_options(item, given, number_of), {c.number: footnote_label(c) for c in citations}),
        footnotes=tuple(footnote_card(citation) for citation in citations),
    )


def worded(text: str) -> str:
    """Words of a note for Streamlit's Markdown: code stays code, everything else is plain."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(f"`{part}`" if n % 2 and part else plain(part) for n, part in enumerate(parts))


def _verdict(item: Item, grade: Grade | None) -> str:
    """ "**Not this one.** The answer is: A. A crawler"."""
    lettered = ", ".join(f"{letter(k)}. {_md(item.options[k])}" for k in item.key)
    answer = f"The answer is: {_md(item.answer) if item.prompts or not item.options else lettered}"
    if grade is None:
        return answer
    missing = f"Missing: {_md('; '.join(grade.missing))}." if grade.missing and 0 < grade.share < 1 else ""
    return " ".join(filter(None, (f"**{grade.remark}**", missing, "" if grade.right else answer)))


def _options(item: Item, given: Given | None, number_of: dict[_Place, int]) -> str:
    if item.kind is ItemKind.MATCHING:
        return "\n".join(_reason(item, n, given, number_of) for n in sorted(set(item.key)))
    order = sorted(range(len(item.options)), key=lambda n: (n not in item.key, n))
    return "\n".join(_reason(item, n, given, number_of) for n in order)


def _reason(item: Item, option: int, given: Given | None, number_of: dict[_Place, int]) -> str:
    """ "- **B DataBrew** (yours): masks personal data [^2]"."""
    why = next((w for w in item.why if w.option == option), None)
    signs = [] if item.kind is ItemKind.MATCHING else ["right"] if option in item.key else []
    if given and option in given.chosen and item.kind is not ItemKind.MATCHING:
        signs.append("your answer")
    sign = f" ({', '.join(signs)})" if signs else ""
    named = f"- **{letter(option)}. {_md(item.options[option])}**{sign}"
    if why is None:
        return named
    return f"{named}: {_md(why.text.removeprefix('Right: '))} [^{number_of[_place(why.citation)]}]"


def _place(citation: Citation) -> _Place:
    return citation.passage.id, citation.start, citation.end


def _md(text: str) -> str:
    """Words inside the Markdown of a view: no markers of their own, one line."""
    return " ".join(text.replace("[^", "[").split())
