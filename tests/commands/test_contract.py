"""What scripts read from the command line: its contract in JSON."""

import json
from pathlib import Path

from lines import FUELS, NOTES, Run, printed

from bootstrap import build_study
from settings import Settings


def test_a_sync_counts_everything_once(run: Run, notes: Path) -> None:
    (notes / "broken.md").write_bytes(b"\x00\x01\x02" * 100)
    report = printed(run("sync", notes, "--json"))
    assert (report["added"], report["changed"], report["removed"], report["unchanged"]) == (1, 0, 0, 0)
    assert report["links"] == {"listed": 1}
    assert [set(skipped) for skipped in report["skipped"]] == [{"location", "reason", "hint"}]
    assert printed(run("sync", "--json"))["unchanged"] == 1


def test_a_search_keeps_its_contract(run: Run, notes: Path) -> None:
    run("sync", notes)
    found = printed(run("search", "what fires clay", "--json", "-k", "1"))
    assert found.keys() >= {"id", "query", "ms", "hits"}
    (hit,) = found["hits"]
    assert hit.keys() >= {"rank", "score", "found_by", "passage"}
    passage = hit["passage"]
    assert passage.keys() >= {"id", "source", "headings", "start", "end", "page", "text", "url"}
    assert NOTES[passage["start"] : passage["end"]] == passage["text"]
    assert passage["source"].keys() >= {"id", "kind", "title", "location"}


def test_an_answer_and_a_refusal_keep_their_contract(run: Run, notes: Path) -> None:
    run("sync", notes)
    keys = {"id", "question", "asked_as", "status", "answer", "reason", "citations", "nearest", "model", "fallback"}
    answer = printed(run("ask", "What is a kiln?", "--json"))
    assert answer.keys() >= keys | {"ms", "first_token_ms"}
    assert answer["status"] == "answered"
    (citation, *_) = answer["citations"]
    assert citation["quote"] in citation["passage"]["text"]
    assert NOTES[citation["start"] : citation["end"]] == citation["quote"]
    refusal = printed(run("ask", "Who is the president of France?", "--json"))
    assert (refusal["status"], refusal["answer"], refusal["citations"]) == ("refused", "", [])
    assert refusal["reason"]
    assert refusal["nearest"]


def test_a_batch_gives_one_object_a_line_with_its_id(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    rows = [
        {"id": "a", "question": "What is a kiln?"},
        {"id": "b", "question": "how long do they take?", "history": [{"role": "user", "content": "Gas kilns?"}]},
    ]
    batch = tmp_path / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    for command in ("ask", "search"):
        status, out, _ = run(command, "--batch", batch, "--json")
        assert status == 0
        assert [json.loads(line)["id"] for line in out.splitlines()] == ["a", "b"]


def test_a_quiz_keeps_its_contract(run: Run, notes: Path) -> None:
    (notes / "fuels.md").write_text(FUELS, encoding="utf-8")
    run("sync", notes)
    made = printed(run("quiz", "-n", "6", "--seed", "3", "--json"))
    assert made.keys() == {"items", "rejected", "fallback", "usage"}
    assert made == printed(run("quiz", "-n", "6", "--seed", "3", "--json"))
    item = printed(run("quiz", "--kind", "single", "--section", "Fuels", "--json"))["items"][0]
    assert {"id", "kind", "stem", "options", "key", "why", "citation", "headings", "difficulty", "task"} <= item.keys()
    assert (item["kind"], len(item["options"]), len(item["key"])) == ("single", 4, 1)
    assert item["citation"]["quote"] in item["citation"]["passage"]["text"]
    assert [why["option"] for why in item["why"]] == [0, 1, 2, 3]
    assert all(why["citation"]["quote"] and why["text"] for why in item["why"])


def test_links_are_followed_and_mended(run: Run, notes: Path, tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/kilns"
    report = printed(run("sync", notes, "--follow-links", "--json"))
    assert report["links"] == {"blocked": 1}, "a private address"
    (link,) = printed(run("links", "--json"))["links"]
    assert (link["url"], link["state"], link["places"][0]["line"]) == (url, "blocked", 3)
    assert link["reason"]
    run("links", url, "--pause")
    assert printed(run("links", url, "--json"))["links"][0]["state"] == "paused"
    saved = tmp_path / "saved.html"
    saved.write_text("<h1>Kilns</h1><p>A raku kiln is opened while it glows.</p>", encoding="utf-8")
    assert run("links", url, "--replace", saved)[0] == 0
    assert printed(run("links", url, "--json"))["links"][0]["state"] == "fetched"
    assert "glows" in printed(run("search", "raku kiln", "--json", "--kind", "web"))["hits"][0]["passage"]["text"]
    assert run("links", url, "--remove")[0] == 0
    assert not printed(run("search", "raku kiln", "--json", "--kind", "web"))["hits"]


def test_the_blueprint_matrix_keeps_its_contract(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    other = tmp_path / "pottery.yaml"
    other.write_text(
        "id: pottery\ntitle: Pottery\ndomains:\n  - {id: 1, title: Firing, weight: 1, tasks: ["
        "{id: 1.1, title: Kilns, knowledge: [a kiln fires clay in an oven]}, {id: 1.2, title: Knitting of socks}]}\n",
        encoding="utf-8",
    )
    found = printed(run("coverage", "--json", "--blueprint", other))
    kilns, knitting = found["domains"][0]["tasks"]
    assert kilns["notes"] > 0 and kilns["shown"] == "not asked yet"
    assert knitting["held"] == "nothing in your notes on task 1.2"
    everything = printed(run("coverage", "--json"))
    assert [len(domain["tasks"]) for domain in everything["domains"]] == [4, 4, 4, 5]
    assert "nothing in your notes on task 3.4" in run("coverage")[1]


def test_thanks_are_no_question_and_become_no_to_do(run: Run, notes: Path, tmp_path: Path) -> None:
    run("sync", notes)
    found = printed(run("ask", "thank you very much!", "--json"))
    assert (found["status"], found["nearest"]) == ("refused", [])
    assert found["reason"] == "That is not a question about your notes. Ask about anything that stands in them."
    study = build_study(Settings.load(tmp_path / "library"))
    assert study.diary.to_dos() == []
    study.close()
