"""What a language model thinks of the citations: python -m evals.opinions --model NAME [--answers NAME] [--every N].

Gold questions are answered over the bundled notes; for each sentence the judge sees the passage that it cites and says
whether it is supported. Verification is by code and does not hear of it: this shows where the two disagree.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bootstrap import Study
from commands.consent import agree
from domain.chat import ChatFailed, ChatModel, Failure
from domain.replies import Answer, Support
from evals.datasets.questions import BUNDLED, as_question, load
from evals.harness.studies import study_over
from prompts.excerpts import Fence, fitting, random_fence, safe_fence
from prompts.render import messages
from settings import HERE

VERDICTS = ("supported", "partly", "not")
_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {"verdict": {"enum": list(VERDICTS)}, "differs": {"type": "string"}},
    "required": ["verdict"],
}
_MARKER = re.compile(r"((?:\[\^\d+\])+)")
_NONE = "no verdict"  # the judge wrote no JSON


@dataclass(frozen=True, slots=True)
class Opinion:
    """What verification found of a sentence, and what the judge thinks."""

    sentence: str
    support: Support
    verdict: str  # one of `VERDICTS`, or "no verdict"
    differs: str = ""


def opinions(answer: Answer, judge: ChatModel, fence: Fence = random_fence) -> Iterator[Opinion]:
    """The judge's opinion of each sentence of an answer and its first citation. Raises `ChatFailed`."""
    cited = {citation.number: citation for citation in answer.citations}
    pieces = _MARKER.split(answer.text)
    for written, marks in zip(pieces[::2], pieces[1::2], strict=False):
        citation = cited[int(re.findall(r"\d+", marks)[0])]
        sentence = " ".join(written.split()).removeprefix("- ")
        (excerpt,) = fitting([citation.passage], judge.window // 2)
        word = safe_fence(fence, [excerpt, sentence])
        asked = messages("judge", fence=word, excerpt=excerpt, sentence=sentence)
        try:
            found = judge.structured(asked, _SCHEMA).wait()
        except ChatFailed as failed:
            if failed.failure not in (Failure.BAD_JSON, Failure.EMPTY):
                raise
            found = {"verdict": _NONE}
        yield Opinion(sentence, citation.support, str(found["verdict"]), str(found.get("differs", "")))


def main() -> None:
    """Answer, have every sentence judged, print how often the two agree and where they do not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True, help="who judges, such as ollama:llama3.2")
    parser.add_argument("--answers", default="", help="who answers (default: the same model; also: extractive)")
    parser.add_argument("--every", type=int, default=10, help="of the gold questions one in so many is asked")
    parser.add_argument("--yes", action="store_true", help="agree that the models' hosts are sent what they need")
    args = parser.parse_args()
    with study_over(HERE / "notes") as study:
        for name in {args.model, args.answers or args.model}:
            agree(study.models, name, yes=args.yes)
        found = list(_all(study, args.model, args.answers or args.model, args.every))
    counts = Counter((o.support, o.verdict) for o in found)
    for support in dict.fromkeys(o.support for o in found):
        print(f"{support:10}", ", ".join(f"{v} {counts[support, v]}" for v in (*VERDICTS, _NONE)))
    for o in found:
        if o.verdict == "not":
            print(f"\n[{o.support}] {o.sentence}\n    differs: {o.differs}")


def _all(study: Study, judge: str, answers: str, every: int) -> Iterator[Opinion]:
    answerer, model = study.answerer_for(answers), study.models.chat(judge)
    for gold in islice((g for g in load(BUNDLED) if g.answerable), 0, None, every):
        reply = answerer.answer(as_question(gold))
        if isinstance(reply, Answer):
            yield from opinions(reply, model)


if __name__ == "__main__":
    main()
