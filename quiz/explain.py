"""An item and one of its options -> why it is right or wrong, as an answer with its footnotes."""

import re

from domain.quiz import Item
from domain.replies import Answer, Citation, Question
from quiz.grading.typed import letter


def explained(item: Item, option: int | None, question: str) -> Answer | None:
    """Why an option is right or wrong, or why the answer is what it is; None when the item has no such option."""
    why = next((w for w in item.why if w.option == option), None)
    if option is not None and why is None:
        return None
    lines, cited = [], list[Citation]()
    if why is not None and option is not None:
        verdict = "is right" if option in item.key else "is not the answer"
        said = _sentence(why.text.removeprefix("Right: "))
        lines.append(f"**{letter(option)}** ({_plain(item.options[option])}) {verdict}. {said} [^1]")
        cited.append(_numbered(why.citation, 1))
    if option is None or option not in item.key:
        number = len(cited) + 1
        lines.append(f"The answer is: {_sentence(item.answer)} [^{number}]")
        cited.append(_numbered(item.citation, number))
    return Answer(Question(question), item.stem, "\n\n".join(lines), tuple(cited), item.made_by)


def _numbered(citation: Citation, number: int) -> Citation:
    return Citation(number, citation.passage, citation.start, citation.end, citation.support, citation.linked_from)


def _sentence(text: str) -> str:
    plain = _plain(text)
    return plain if plain.endswith((".", "!", "?")) else f"{plain}."


def _plain(text: str) -> str:
    """Words without footnote markers of their own."""
    return " ".join(re.sub(r"\[\^\d+\]", "", text).split())
