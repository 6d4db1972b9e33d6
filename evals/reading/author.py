"""Write a set of questions: python -m evals.reading.author FOLDER numbers its sentences, --compile reads questions.txt.

A line of questions.txt is `type | question | evidence numbers | also-fine numbers | history`, the last two optional;
numbers may be ranges (`12-17, 19`), turns of the history are parted by ` // `.
"""

import argparse
import json
import re
import sys
from collections import Counter
from pathlib import Path

from domain.documents import Document, Shelf, Skipped
from evals.reading.sets import TYPES, slices_of
from ingest.reader import NoteReader


def main() -> int:
    """Number the sentences of a folder's notes, or compile the questions about them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--compile", action="store_true")
    args = parser.parse_args()
    documents = documents_in(args.folder / "notes")
    if not args.compile:
        _print_numbered(documents)
        return 0
    slices = [piece for document in documents for _, _, piece in slices_of(document)]
    rows, wrong = compiled(args.folder, slices)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (args.folder / "questions.jsonl").write_text(text, encoding="utf-8")
    print("\n".join(wrong) or "no bad lines", f"{len(rows)} questions", dict(Counter(row["type"] for row in rows)))
    return 1 if wrong else 0


def documents_in(notes: Path) -> list[Document]:
    """The notes of a folder as the product reads them; what cannot be read is told."""
    reader = NoteReader(lambda text: len(text.split()) + 2, 256)
    documents = []
    for found in reader.find(Shelf(str(notes.resolve()), "notes")):
        if isinstance(found, Skipped):
            print("NOT READ:", found.location, found.reason, file=sys.stderr)
        else:
            documents.append(reader.load(found))
    return documents


def compiled(folder: Path, slices: list[str]) -> tuple[list[dict[str, object]], list[str]]:
    """The rows of questions.txt, and what is wrong with the lines that are none."""
    rows: list[dict[str, object]] = []
    wrong = []
    for number, line in enumerate((folder / "questions.txt").read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                rows.append(_row(line, folder.resolve().name, len(rows) + 1, slices))
            except ValueError as error:
                wrong.append(f"line {number}: {error}")
    return rows, wrong


def _row(line: str, name: str, number: int, slices: list[str]) -> dict[str, object]:
    kind, question, evidence, also, history = ([part.strip(" |") for part in line.split("|")] + [""] * 4)[:5]
    if kind not in TYPES or not question:
        raise ValueError(f"no type or no question in {line[:60]!r}")
    told, fine = _numbers(evidence, len(slices)), _numbers(also, len(slices))
    if bool(told) is (kind == "unanswerable"):
        raise ValueError("an unanswerable question has no evidence, any other has some")
    turns = [
        {"role": "assistant" if n % 2 else "user", "content": said.strip()}
        for n, said in enumerate(history.split(" // ") if history else ())
    ]
    return {
        "id": f"{name}-{number:03}",
        "lib": name,
        "type": kind,
        "question": question,
        "history": turns,
        "answerable": bool(told),
        "evidence": [slices[n - 1] for n in told],
        "also_ok" if told else "nearest": [slices[n - 1] for n in fine if n not in told],
    }


def _numbers(text: str, most: int) -> list[int]:
    found: list[int] = []
    for first, last in re.findall(r"(\d+)(?:\s*-\s*(\d+))?", text):
        found += range(int(first), int(last or first) + 1)
    if any(not 1 <= n <= most for n in found):
        raise ValueError(f"there are sentences 1 to {most}, not {text}")
    return list(dict.fromkeys(found))


def _print_numbered(documents: list[Document]) -> None:
    number = 0
    for document in documents:
        print(f"\n=== {document.source.title} ({document.source.id})")
        for kind, depth, piece in slices_of(document):
            number += 1
            print(f"{'  ' * depth}[{number}] ({kind}) {' '.join(piece.split())}")


if __name__ == "__main__":
    sys.exit(main())
