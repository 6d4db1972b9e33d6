"""PDFs made for tests: text set where the test says, in the order that it says."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEADING = 14
WORDS = (
    "the stream keeps every record for one day unless somebody asks for more and pays for the longer time it takes to "
    "keep them all while readers follow at their own pace and come back whenever they have fallen behind the others "
).split()


class Sheets:
    """A PDF in the making."""

    def __init__(self, password: str = "", title: str = "") -> None:
        self.file = BytesIO()
        self.canvas = Canvas(self.file, pagesize=A4, encrypt=password or None, invariant=1)
        if title:
            self.canvas.setTitle(title)

    def line(self, text: str, x: float, y: float, size: float = 11, font: str = "Helvetica") -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def lines(self, texts: list[str], x: float, y: float, size: float = 11, font: str = "Helvetica") -> float:
        """Lines below each other; where the next would stand."""
        for text in texts:
            self.line(text, x, y, size, font)
            y -= LEADING
        return y

    def turn(self) -> None:
        self.canvas.showPage()

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def prose(seed: int, lines: int, width: int = 80) -> list[str]:
    """Lines of prose that differ by their seed; the last one ends the paragraph."""
    made, at = [], seed * 7
    for _ in range(lines):
        line = ""
        while len(line) < width:
            line += f"{WORDS[at % len(WORDS)]} "
            at += 1 + seed % 3
        made.append(line.strip())
    made[0] = f"Number {seed} begins {made[0][: -len('Number 1 begins ')].strip()}"
    made[-1] += "."
    return made
