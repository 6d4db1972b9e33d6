"""What a reply to a question with named evidence is worth."""

from domain.documents import Kind, Passage, Source
from domain.replies import Answer, Citation, Question, Reason, Refusal
from evals.reading.figures import figures, holds, judge, words
from evals.reading.sets import ReadingQuestion

TEXT = "Kilns fire clay. Gas kilns are quick. Glazes melt."
PASSAGE = Passage(Source("note:a", Kind.NOTE, "A", "a.md"), 0, len(TEXT), TEXT)
ASKED = Question("what do kilns do")


def reply(*sentences: str) -> Answer:
    cited = tuple(
        Citation(n, PASSAGE, TEXT.index(said), TEXT.index(said) + len(said)) for n, said in enumerate(sentences, 1)
    )
    return Answer(ASKED, ASKED.text, " ".join(f"{s}[^{n}]" for n, s in enumerate(sentences, 1)), cited, "extractive")


def question(*evidence: str, also: tuple[str, ...] = ()) -> ReadingQuestion:
    return ReadingQuestion("1", "a", "list", ASKED, evidence, also)


def test_all_of_the_evidence_is_complete_and_some_is_not() -> None:
    both = question("Kilns fire clay.", "Gas kilns are quick.")
    assert judge(both, reply("Kilns fire clay.", "Gas kilns are quick.")).complete
    assert not judge(both, reply("Kilns fire clay.")).complete
    assert judge(both, reply("Kilns fire clay.")).told == 1


def test_what_is_fine_to_tell_is_not_beside_the_point() -> None:
    told = reply("Kilns fire clay.", "Gas kilns are quick.", "Glazes melt.")
    assert judge(question("Kilns fire clay.", also=("Gas kilns are quick.",)), told).beside == 1


def test_refusals_are_right_where_there_is_no_answer() -> None:
    refusal = Refusal(ASKED, ASKED.text, Reason.UNSUPPORTED)
    found = figures(
        [judge(question(), refusal), judge(question(), reply("Glazes melt.")), judge(question("x"), refusal)]
    )
    assert (found["rightly_refused"], found["wrongly_refused"]) == (0.5, 1.0)


def test_scripts_without_spaces_are_taken_by_the_character() -> None:
    assert words("窯は粘土を焼く") == list("窯は粘土を焼く")
    assert holds(words("窯は粘土を焼く"), words("窯は粘土"))
