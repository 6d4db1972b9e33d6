"""Items -> a table for a spreadsheet (CSV), or pages to print (Markdown)."""

import csv
import re
from collections.abc import Sequence
from io import StringIO

from domain.quiz import Item
from domain.wire.replies import cited_link
from quiz.grading.typed import letter

_COLUMNS = ("id", "kind", "topic", "task", "stem", "options", "answer", "quote", "source", "headings", "link")
# Where a spreadsheet might see the start of a formula: also one that parts cells at semicolons or knows wide signs.
_FORMULA = re.compile(r"""(?:\A|(?<=[;\t\r\n]))(?=["'\s]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r])""")


def csv_of(items: Sequence[Item]) -> str:
    """One row for each item under a row of names; several options stand in one field, a line each."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    writer.writerows([_inert(field) for field in _row(item)] for item in items)
    return out.getvalue()


def markdown_of(items: Sequence[Item], title: str) -> str:
    """The questions with room to answer, and on the last pages the answers with quote and place."""
    questions = "\n\n".join(_question(item, number) for number, item in enumerate(items, 1))
    answers = "\n\n".join(_answer(item, number) for number, item in enumerate(items, 1))
    return f"# {title}\n\n{questions}\n\n## Answers\n\n{answers}\n"


def _row(item: Item) -> tuple[str, ...]:
    options = "\n".join(f"{letter(n)} {option}" for n, option in enumerate(item.options))
    return (
        item.id,
        item.kind.value,
        item.topic,
        item.task,
        "\n".join((item.stem, *item.prompts)),
        options,
        item.answer,
        item.citation.quote,
        item.citation.passage.source.title,
        " › ".join(item.headings),
        cited_link(item.citation),
    )


def _inert(field: str) -> str:
    return _FORMULA.sub("'", field)


def _question(item: Item, number: int) -> str:
    prompts = [f"- {_line(prompt)}: ____" for prompt in item.prompts]
    options = [f"- [ ] {letter(n)}. {_line(option)}" for n, option in enumerate(item.options)]
    return "\n".join([f"**{number}.** {_line(item.stem)}", "", *prompts, *options]).rstrip()


def _answer(item: Item, number: int) -> str:
    named = f"{', '.join(letter(k) for k in item.key)}: " if item.key and not item.prompts else ""
    place = f"{' › '.join(item.headings) or item.citation.passage.source.title}, {cited_link(item.citation)}"
    return f"**{number}.** {named}{_line(item.answer)}\n\n> {_line(item.citation.quote)}\n\n({place})"


def _line(text: str) -> str:
    return " ".join(text.split())
