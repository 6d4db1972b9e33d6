"""Quizzes as a student meets them, without a browser."""

import pytest
from drawn import App, kept, lit, on_quiz, option, press, sittings, view, views, wished

from domain.quiz import Given

pytestmark = pytest.mark.slow  # each test draws whole pages


def test_a_wish_in_the_chat_starts_a_quiz(app: App) -> None:
    page = wished(app(), "quiz me on DataBrew, 5 questions")
    assert page.header[0].value == "Which of these is a visual tool for cleaning data?"
    options = [b.label for b in page.button if str(b.key).startswith("option-")]
    assert options == ["**A** Crawlers", "**B** DataBrew", "**C** Athena", "**D** A shard"]


def test_a_miss_shows_its_passage_lit_and_comes_back_in_the_review(app: App) -> None:
    page = option(wished(app(), "quiz me on DataBrew, 1 question"), 2)
    page = press(page, "sure-True")
    shown, reasons = views(page)
    assert "Not this one.</strong> The answer is: B. DataBrew" in shown["html"]
    assert lit(shown["cards"][0]) == "DataBrew is a visual tool for cleaning data, without any code"
    assert len(reasons["footnotes"]) == 4 and "(your answer)" in reasons["html"]
    assert shown["notes"] == ["Comes back in 1 minute"]
    page = press(page, "next")
    assert page.title[0].value == "0 of 1 right"
    assert "1 comes back today." in [m.value for m in page.markdown]
    assert any("you were sure" in c.value for c in page.caption)
    (card,) = kept().cards()
    assert card.confident and card.item.id == "s-databrew"


def test_a_sure_hit_needs_no_card_and_a_guess_does(app: App) -> None:
    page = option(wished(app(), "quiz me on DataBrew, 1 question"), 1)
    page = press(page, "sure-False")
    assert "Right." in view(page)["html"] and kept().cards()
    page = option(wished(app(), "quiz me on Glue, 1 question"), 0)
    page = press(page, "sure-True")
    assert view(page)["notes"] == ["Known: it does not come back"]


def test_nothing_is_answered_before_something_is_chosen(app: App) -> None:
    page = wished(app(), "quiz me on DataBrew, 1 question")
    assert page.button(key="sure-True").disabled
    page = press(page, "skip")
    assert "Nothing was chosen." in view(page)["html"]


def test_a_quiz_tells_at_the_end_when_that_is_wished(app: App) -> None:
    page = on_quiz(app)
    page.text_input(key="quiz-topic").set_value("Glue")
    page.checkbox(key="quiz-end").check()
    page = next(b for b in page.button if b.label == "Begin").click().run()
    page = press(option(page, 3), "sure-True")
    assert page.header[0].value.startswith("Which of these belong to AWS Glue?")
    page = press(option(option(page, 0), 1), "sure-True")
    assert page.title[0].value == "1 of 2 right"
    page = press(page, "look")
    assert "Not this one." in view(page)["html"]


def test_words_are_graded_leniently_and_can_be_overruled(app: App) -> None:
    page = wished(app(), "quiz me on Kinesis")
    page.text_input[0].set_value("2000")
    page = next(b for b in page.button if b.label == "I am sure").click().run()
    assert "The number is another one." in view(page)["html"] and "The answer is: 1,000" in view(page)["html"]
    page = press(page, "overrule")
    assert "You counted it as right." in view(page)["html"] and kept().cards() == []
    page = press(page, "overrule")
    assert "You counted it as wrong." in view(page)["html"] and len(kept().cards()) == 1


def test_a_matching_needs_every_pair(app: App) -> None:
    page = wished(app(), "quiz me on Athena")
    page = press(option(page, 0), "sure-True")
    page = press(page, "next")
    assert page.button(key="sure-True").disabled
    for n, value in enumerate((2, 1)):
        page = page.selectbox[n].set_value(value).run()
    page = press(page, "sure-True")
    assert "Right." in view(page)["html"]


def test_a_flagged_item_never_comes_back_and_can_be_let_back(app: App) -> None:
    page = press(wished(app(), "quiz me on DataBrew, 1 question"), "skip")
    page.radio[0].set_value("The question is unclear")
    page = press(page, "flag-yes")
    assert [found.reason for found in kept().flagged()] == ["The question is unclear"] and not kept().cards()
    page = press(page, "unflag")
    assert kept().flagged() == []


def test_a_quiz_survives_a_reload(app: App) -> None:
    page = press(option(wished(app(), "quiz me on Glue, 2 questions"), 0), "sure-True")
    assert page.query_params["s"] == sittings().latest()[0].id
    again = on_quiz(app, sittings().latest()[0])
    assert again.header[0].value.startswith("Which of these belong to AWS Glue?")
    assert sittings().sitting(sittings().latest()[0].id).responses[0].given == Given((0,), sure=True)


def test_a_topic_that_the_notes_do_not_know_is_told(app: App) -> None:
    page = wished(app(), "quiz me on Rust")
    assert page.title[0].value == "Quiz"
    assert "know nothing about Rust" in page.error[0].value


def test_why_b_is_wrong_is_answered_from_the_evidence(app: App) -> None:
    page = press(option(wished(app(), "quiz me on DataBrew, 1 question"), 2), "sure-True")
    other = app()
    page = wished(other, "why is C wrong?")
    shown = view(page)
    assert "Athena" in shown["html"] and "is not the answer" in shown["html"]
    assert [lit(card) for card in shown["footnotes"]] == [
        "Athena is a serverless query service over data in S3.",
        "DataBrew is a visual tool for cleaning data, without any code",
    ]


def test_an_answer_offers_a_quiz_on_what_it_cites(app: App) -> None:
    page = app().chat_input[0].set_value("What is DataBrew cleaning?").run()
    page = press(page, "quiz-me")
    assert "visual tool" in page.header[0].value
