"""What the student wants to be asked about -> which facts that is; an unknown topic is told with its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from domain.errors import StudyError
from domain.ports import Retriever, Words
from domain.quiz import QuizRequest
from quiz.facts.sentences import Fact

NEAR = 0.45  # cosine of a passage and a topic from which the passage is about it
_PASSAGES = 12
_NAMED = 3  # nearest topics that are told
_ENOUGH = 3  # facts under a heading or name from which search is not asked


@dataclass(frozen=True)
class TopicFilter:
    """A request, and where to look."""

    request: QuizRequest
    words: Words
    retriever: Retriever

    def of(self, facts: Sequence[Fact]) -> list[Fact]:
        """The facts in scope and on the topic; `StudyError` when there are none."""
        scope = self.request.scope
        inside = [f for f in facts if scope.admits(f.span.passage)]
        if not inside:
            raise StudyError(
                "There is nothing to ask about in this scope.",
                "Name a source or section that `sources` and `search` show.",
            )
        return self._on_topic(inside) if self.request.topic.strip() else inside

    def _on_topic(self, facts: Sequence[Fact]) -> list[Fact]:
        topic = self.request.topic
        for asked in dict.fromkeys((topic, self.words.mend(topic))):
            terms = set(self.words.terms(asked))
            named = [f for f in facts if terms and terms <= self._terms(f)]
            if len(named) >= _ENOUGH:
                return named
            if named:
                near = self._near(asked, facts)
                return [*named, *(f for f in near if f not in named)]
        if any(self.words.knows(t) for t in self.words.terms(topic)) and (near := self._near(topic, facts)):
            return near
        raise StudyError(f"Your notes say nothing of {topic}.", self._hint(facts))

    def _terms(self, fact: Fact) -> set[str]:
        passage = fact.span.passage
        over = (*passage.headings, *passage.above, fact.topic.name, fact.topic.context, fact.whole)
        return set(self.words.terms(" ".join(over)))

    def _near(self, topic: str, facts: Sequence[Fact]) -> list[Fact]:
        """The facts of the passages that a search finds to be close."""
        hits = self.retriever.search(topic, limit=_PASSAGES, scope=self.request.scope)
        ids = {hit.passage.id for hit in hits if hit.similarity >= NEAR}
        return [f for f in facts if f.span.passage.id in ids]

    def _hint(self, facts: Sequence[Fact]) -> str:
        """The topics nearest by spelling and by meaning."""
        names = {f.topic.name.casefold(): f.topic.name for f in facts}
        close = [names[n] for n in get_close_matches(self.request.topic.casefold(), names, _NAMED, 0.6)]
        hits = self.retriever.search(self.request.topic, limit=_PASSAGES, scope=self.request.scope)
        headings = [hit.passage.headings[-1] for hit in hits if hit.passage.headings]
        nearest = list(dict.fromkeys([*close, *headings]))[:_NAMED]
        return f"Nearest topics: {', '.join(nearest)}." if nearest else "Name a heading of your notes."
