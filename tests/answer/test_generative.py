"""A model writes, code verifies: what reaches the student rests on the words it cites, or is shown not to."""

from collections.abc import Callable

import pytest
from scriptedchat import ScriptedChat, writes

from answer.extractive import ExtractiveAnswerer
from answer.generative.answerer import GenerativeAnswerer
from domain.chat import Usage
from domain.ports import Stopped
from domain.replies import Answer, Question, Refusal, Reply, Support, Turn, markers

ASKED = "What is the Celadon glaze?"
Say = Callable[..., Reply]


@pytest.fixture
def say(answerer: ExtractiveAnswerer) -> Say:
    """The reply to a question when a model writes this."""

    def said(draft: str, question: str = ASKED, *, drop: bool = False) -> Reply:
        return GenerativeAnswerer(ScriptedChat(draft), answerer, drop).answer(Question(question))

    return said


def answered(reply: Reply) -> Answer:
    assert isinstance(reply, Answer)
    return reply


def test_a_sentence_of_the_notes_cites_the_words_that_say_so(say: Say) -> None:
    answer = answered(say("Celadon is a green glaze with iron in it [^1]."))
    assert (answer.model, answer.fallback, answer.unsupported) == ("scripted:model", None, ())
    assert answer.text == "Celadon is a green glaze with iron in it.[^1]"
    (cited,) = answer.citations
    assert cited.quote == "**Celadon** is a green glaze with iron in it." and cited.support is Support.VERBATIM


@pytest.mark.parametrize("marker", ["", " [^1]", " [^7]", " [^99]", " [3]", "[^1][^2]", " [^1, ^2]"])
def test_the_citation_is_moved_to_the_words_that_support_it_whatever_the_model_cites(say: Say, marker: str) -> None:
    answer = answered(say(f"Celadon needs a reducing fire{marker}. Stoneware shrinks twelve percent while it dries."))
    assert markers(answer.text) == (1, 2) and "99" not in answer.text
    assert answer.citations[0].quote == "It needs a reducing fire."


@pytest.mark.parametrize(
    "changed",
    [
        "Celadon needs 5 coats.",
        "Celadon is not a green glaze with iron in it.",
        "Celadon is a green glaze with cobalt from Delft in it.",
        "Shino is a green glaze with iron in it.",
        "A firing at the club costs 12 euros per Raku kiln.",
    ],
)
def test_a_sentence_with_another_number_name_or_a_not_is_set_apart(say: Say, changed: str) -> None:
    answer = answered(say(f"Celadon is a green glaze. {changed}"))
    assert len(answer.citations) == 1 and changed not in answer.text
    assert set(answer.unsupported) <= {changed}


def test_what_is_not_in_the_notes_is_set_apart_or_dropped_as_the_student_likes(say: Say) -> None:
    draft = "Celadon is a green glaze [^1]. The Celadon glaze was invented in the Song dynasty [^1]."
    assert answered(say(draft)).unsupported == ("The Celadon glaze was invented in the Song dynasty.",)
    assert answered(say(draft, drop=True)).unsupported == ()


def test_when_nothing_is_supported_the_notes_speak_for_themselves_and_say_why(say: Say) -> None:
    answer = answered(say("Purple elephants dance on the moon [^1]."))
    assert answer.model == "extractive" and answer.fallback and "Celadon" in answer.text


def stopped_after(answerer: ExtractiveAnswerer, words: str, draft: str) -> Answer:
    """The answer when whoever listens wants no more once these words were said."""
    heard = ""

    def listen(text: str) -> None:
        nonlocal heard
        if words in heard:
            raise Stopped
        heard += text

    chat = ScriptedChat(draft)
    reply = GenerativeAnswerer(chat, answerer).answer(Question(ASKED), listen)
    assert chat.closed == 1
    return answered(reply)


def test_what_was_said_until_a_stop_stays_if_it_was_whole_and_rests_on_the_notes(answerer: ExtractiveAnswerer) -> None:
    draft = "Celadon is a green glaze [^1]. The Celadon glaze costs 12 euros. It needs a reducing fire. It is dear."
    answer = stopped_after(answerer, "It needs a redu", draft)
    assert answer.text == "Celadon is a green glaze.[^1]" and answer.stopped
    assert answer.unsupported == ("The Celadon glaze costs 12 euros.",)
    assert (answer.model, answer.fallback) == ("scripted:model", None)


def test_a_stop_before_any_sentence_holds_is_no_answer(answerer: ExtractiveAnswerer) -> None:
    with pytest.raises(Stopped):
        stopped_after(answerer, "Celadon is a g", "Celadon is a green glaze [^1].")


def test_a_question_without_evidence_is_refused_and_no_model_is_asked(answerer: ExtractiveAnswerer) -> None:
    chat = ScriptedChat("Paris is the capital of France.")
    reply = GenerativeAnswerer(chat, answerer).answer(Question("Who is the president of France?"))
    assert isinstance(reply, Refusal) and not chat.sent
    assert (reply.model, reply.usage) == ("extractive", None)  # who had no say did not answer


@pytest.mark.parametrize("after", [0, 20])
def test_a_model_that_fails_gives_way_with_one_line_why(answerer: ExtractiveAnswerer, after: int) -> None:
    chat = ScriptedChat("Celadon is a green glaze with iron in it [^1].", fails_after=after)
    heard: list[str] = []
    answer = answered(GenerativeAnswerer(chat, answerer).answer(Question(ASKED), heard.append))
    assert (answer.model, answer.fallback) == ("extractive", "The reply broke off. Try again.")
    assert chat.closed == 1 and "".join(heard)


@pytest.mark.parametrize("step", [1, 3, 50])
def test_words_come_as_they_are_written_and_markers_once_they_are_earned(
    answerer: ExtractiveAnswerer, step: int
) -> None:
    draft = "Celadon is a green glaze [^7]. It is [loved](https://x.example) by <b>all</b>. It needs 3 coats [^1].\n"
    heard: list[str] = []
    chat = ScriptedChat(draft, step=step)
    answer = answered(GenerativeAnswerer(chat, answerer).answer(Question(ASKED), heard.append))
    told = "".join(heard)
    assert told.startswith("Celadon is a green glaze.[^1]") and "https" not in told and "[^7]" not in told
    assert set(markers(told)) == {c.number for c in answer.citations} == {1, 2}
    if step == 1:
        assert next(h for h in heard if h) == "C"


def test_a_stop_closes_the_model(answerer: ExtractiveAnswerer) -> None:
    class Stopped(Exception):
        pass

    def stop(_: str) -> None:
        raise Stopped

    chat = ScriptedChat("Celadon is a green glaze with iron in it [^1].")
    with pytest.raises(Stopped):
        GenerativeAnswerer(chat, answerer).answer(Question(ASKED), stop)
    assert chat.closed == 1


def test_the_context_is_as_much_as_the_window_holds(answerer: ExtractiveAnswerer) -> None:
    wide, narrow = ScriptedChat("Celadon is green."), ScriptedChat("Celadon is green.", window=900)
    for chat in (wide, narrow):
        GenerativeAnswerer(chat, answerer, fence=lambda: "f" * 16).answer(Question(ASKED))
    sent = [chat.sent[0][1].content for chat in (wide, narrow)]
    assert len(sent[1]) < len(sent[0]) and sent[1].count("</" + "f" * 16) >= 1


def test_a_list_keeps_its_items_that_are_true(say: Say) -> None:
    items = ("Wood fires give ash marks", "Nuclear kilns glow at Chernobyl", "Gas burners are quick")
    draft = "Ways to heat a kiln:\n\n" + "".join(f"- {item}\n" for item in items)
    answer = answered(say(draft, "What are the ways to heat a kiln?"))
    assert answer.text.splitlines()[0] == "Ways to heat a kiln:"
    assert [line.split("[^")[0] for line in answer.text.splitlines() if line.startswith("- ")] == [
        "- Wood fires give ash marks",
        "- Gas burners are quick",
    ]


def test_paragraphs_and_lists_keep_their_shape_when_something_is_taken_out(say: Say) -> None:
    draft = (
        "Celadon is a green glaze. Unicorns glow at Atlantis.\n\nIt needs a reducing fire.\n\n"
        "- Unicorns glow at Atlantis. Gas burners are quick to control.\n- Unicorns glow at Atlantis.\n\n"
        "Stoneware is strong clay.\n\nHere are the types:\n\n- Unicorns glow at Atlantis."
    )
    assert answered(say(draft)).text == (
        "Celadon is a green glaze.[^1]\n\nIt needs a reducing fire.[^2]\n\n"
        "- Gas burners are quick to control.[^3]\n\nStoneware is strong clay.[^4]"
    )


def test_code_that_a_model_writes_is_no_sentence_of_the_notes(say: Say) -> None:
    answer = answered(say("Celadon is a green glaze.\n\n```python\nimport os\nos.remove('notes')\n```\n"))
    assert "import os" not in answer.text + "".join(answer.unsupported)


HISTORY = (Turn("student", "What is the Celadon glaze?"), Turn("tutor", "Celadon is a green glaze.[^1]"))


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("How many coats does the Celadon glaze need?", True),
        ("How many coats does Tenmoku from Kyoto need?", False),
        ("Where is Paris?", False),
        ("", False),
        ("How many coats? " * 40, False),
    ],
)
def test_a_follow_up_is_condensed_by_the_model_unless_the_query_would_be_worse(
    answerer: ExtractiveAnswerer, written: str, taken: bool
) -> None:
    question = Question("How many coats does it need?", HISTORY)
    chat = ScriptedChat(writes("Celadon needs 3 coats [^1].", written))
    reply = GenerativeAnswerer(chat, answerer).answer(question)
    assert reply.asked_as == (written if taken else answerer.resolve(question))
    assert "[^" not in chat.sent[0][1].content


@pytest.mark.parametrize(
    ("draft", "text", "calls"),
    [
        ("Celadon needs 3 coats [^1].", "How many coats does it need?", 2),
        ("Purple elephants dance on the moon [^1].", "How many coats does it need?", 2),
        ("Celadon needs 3 coats [^1].", "Who was it that painted the president of France?", 1),
        ("Celadon needs 3 coats [^1].", "What is the Tenmoku glaze?", 1),
    ],
)
def test_what_every_call_took_is_told_whatever_the_reply(
    answerer: ExtractiveAnswerer, draft: str, text: str, calls: int
) -> None:
    chat = ScriptedChat(writes(draft, "How many coats does the Celadon glaze need?"))
    reply = GenerativeAnswerer(chat, answerer).answer(Question(text, HISTORY))
    assert len(chat.sent) == calls
    assert reply.usage == Usage(10 * calls, 5 * calls, 1.0 * calls, calls - 0.5)


def test_a_question_that_stands_alone_is_not_condensed(answerer: ExtractiveAnswerer) -> None:
    chat = ScriptedChat("Tenmoku is a dark glaze.")
    GenerativeAnswerer(chat, answerer).answer(Question("What is the Tenmoku glaze?", HISTORY))
    assert len(chat.sent) == 1
