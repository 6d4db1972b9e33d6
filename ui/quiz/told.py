"""An item, what was given and its grade -> the view that the citation component draws."""

from dataclasses import replace

from domain.quiz import Given, Grade, Item, ItemKind
from domain.replies import Citation
from quiz.typed import letter
from ui.citations.markup import safe_html
from ui.citations.view import View, footnote_card, footnote_label
from ui.errors import plain

_Place = tuple[str, int, int]  # passage id, start, end


def view_of(item: Item, given: Given | None, grade: Grade | None, notes: tuple[str, ...] = ()) -> View:
    """The stem, how right the answer was, why for every option, and the passage that says so, lit."""
    cited = [item.citation, *(why.citation for why in item.why)]
    once = {_place(citation): citation for citation in reversed(cited)}
    places = dict.fromkeys(_place(citation) for citation in cited)
    citations = tuple(replace(once[place], number=n) for n, place in enumerate(places, 1))
    number_of = {_place(citation): citation.number for citation in citations}
    markdown = "\n\n".join(filter(None, (_verdict(item, grade), _options(item, given, number_of))))
    key_card = replace(footnote_card(citations[0]), number=0)
    return View(
        question=item.stem,
        html=safe_html(markdown, {c.number: footnote_label(c) for c in citations}),
        footnotes=tuple(footnote_card(c) for c in citations) if item.why else (),
        cards=(key_card,),
        cards_title="Where it says so",
        notes=notes,
    )


def worded(text: str) -> str:
    """Words of a note for Streamlit's Markdown: code stays code, everything else is plain."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return plain(text)
    return "".join(f"`{part}`" if n % 2 and part else plain(part) for n, part in enumerate(parts))


def _verdict(item: Item, grade: Grade | None) -> str:
    """ "**Not this one.** The answer is: A crawler."."""
    answer = "" if item.options and item.kind is not ItemKind.MATCHING else f"The answer is: {_md(item.answer)}"
    if grade is None:
        return answer
    missing = f"Missing: {_md('; '.join(grade.missing))}." if grade.missing and 0 < grade.share < 1 else ""
    said = [f"**{grade.remark}**", missing, answer if not grade.right else ""]
    return " ".join(filter(None, said))


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
    return f"{named}: {_md(why.text)} [^{number_of[_place(why.citation)]}]"


def _place(citation: Citation) -> _Place:
    return citation.passage.id, citation.start, citation.end


def _md(text: str) -> str:
    """Words inside the Markdown of a view: no markers of their own, one line."""
    return " ".join(text.replace("[^", "[").split())
