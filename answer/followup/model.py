"""A follow-up and its history -> a question that stands alone, by a model when there is one; never a worse query.

What the model writes is taken only if it keeps every word of the question that means something, brings in no name or
number that nobody mentioned, and finds what the question resolved without it finds, or something nearer.
"""

import re
from collections.abc import Callable, Sequence
from contextlib import closing

from answer.extractive import ExtractiveAnswerer
from answer.followup.rules import is_follow_up, without_pointers
from domain.chat import ChatModel, Usage
from domain.ports import Words
from domain.replies import Question, Turn, without_markers
from language.names import names
from prompts.excerpts import Fence, safe_fence, tokens
from prompts.render import messages

HISTORY = 1_000  # tokens of it, or a third of a small window: the last turns first
LONGEST = 400  # characters of a question: what is longer is no question
LOOKED_AT = 3  # hits of each query that are compared


def condensed(
    question: Question, model: ChatModel, extractive: ExtractiveAnswerer, fence: Fence, beat: Callable[[], None]
) -> tuple[str, Usage | None]:
    """The question as it stands alone: the extractive resolution unless the model's is at least as good.

    With what the model took, None when it was not asked. `beat` is called now and then, and may raise to stop the
    model. Raises `ChatFailed`.
    """
    resolved = extractive.resolve(question)
    if not question.history or not is_follow_up(question.text):
        return resolved, None
    said = history(question.history, min(HISTORY, model.window // 3))
    prompt = messages(
        "condense", fence=safe_fence(fence, [said, question.text]), conversation=said, question=question.text
    )
    with closing(model.stream(prompt)) as stream:
        pieces = []
        for piece in stream:
            beat()
            pieces.append(piece)
    written = _one_line("".join(pieces))
    if (
        written
        and _keeps(question, written, said, extractive.words)
        and _finds(question, written, resolved, extractive)
    ):
        return written, stream.usage
    return resolved, stream.usage


def history(turns: Sequence[Turn], budget: int) -> str:
    """The last turns that fit into some tokens, in order, without markers; the last one is cut when even it is long."""
    names_of = {"student": "Student", "tutor": "Tutor"}
    lines = [f"{names_of[t.speaker]}: {' '.join(without_markers(t.text).split())}" for t in turns]
    kept: list[str] = []
    for line in reversed(lines):
        if tokens("\n".join([line, *kept])) > budget:
            break
        kept.insert(0, line)
    return "\n".join(kept) or lines[-1][: max(0, budget)]


def _one_line(written: str) -> str:
    """The question in what a model writes, "" when it is none."""
    line = next((found for found in (w.strip(" \"'*`") for w in written.splitlines()) if found), "")
    line = re.sub(r"^(?:stand-?alone |rewritten )?question: *", "", line, flags=re.IGNORECASE)
    return line if len(line) <= LONGEST else ""


def _keeps(question: Question, written: str, said: str, words: Words) -> bool:
    """Whether a rewritten question has all that was asked, and no name or number that nobody mentioned."""
    own, known = set(words.terms(without_pointers(question.text))), set(words.terms(f"{question.text}\n{said}"))
    terms = set(words.terms(written))
    new = {t for t in terms - known if t in names(f"x {written}", words) or any(c.isdigit() for c in t)}
    return own <= terms and not new


def _finds(question: Question, written: str, resolved: str, extractive: ExtractiveAnswerer) -> bool:
    """Whether a query finds first what the other finds, too, or something nearer to itself."""
    search = extractive.retriever.search
    one, other = (search(query, limit=LOOKED_AT, scope=question.scope) for query in (written, resolved))
    if not one or not other:
        return bool(one)
    nearest = max(hit.similarity for hit in one) >= max(hit.similarity for hit in other)
    return nearest or one[0].passage.id in {hit.passage.id for hit in other}
