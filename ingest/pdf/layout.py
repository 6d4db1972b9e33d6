"""The words for what stands on a page: runs of glyphs, and the lines that they make up."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points; the origin is the lower left corner of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def height(self) -> float:
        """From foot to head."""
        return self.top - self.bottom

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    def beside(self, other: "Box") -> bool:
        """Whether both stand on one line: they overlap by half the height of the lower one."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared >= 0.5 * min(self.height, other.height)

    def joined(self, other: "Box") -> "Box":
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs drawn one behind the other without a wide gap."""

    text: str
    box: Box
    size: float  # height of the font's box in points
    bold: bool = False
    spaced: bool = False  # a space stands before it

    def to_list(self) -> list[object]:
        """What the child process writes."""
        box = self.box
        return [self.text, box.left, box.bottom, box.right, box.top, self.size, self.bold, self.spaced]

    @staticmethod
    def of(row: list[object]) -> "Run":
        """What the child process wrote."""
        text, left, bottom, right, top, size, bold, spaced = row
        sides = [float(str(side)) for side in (left, bottom, right, top)]
        return Run(str(text), Box(*sides), float(str(size)), bool(bold), bool(spaced))


@dataclass(frozen=True, slots=True)
class Line:
    """What a reader takes for one line; in a table its cells."""

    text: str
    box: Box
    size: float
    bold: bool
    cells: tuple[int, ...]  # where each cell starts in `text`, the first at 0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's own table of contents."""

    title: str
    level: int  # 1 is outermost
    page: int  # 0-based


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its height and its runs in the order they are drawn."""

    height: float
    runs: tuple[Run, ...]
    pictures: bool = False  # whether it shows a picture


@dataclass(frozen=True, slots=True)
class Pdf:
    """What a PDF holds."""

    title: str
    bookmarks: tuple[Bookmark, ...]
    sheets: tuple[Sheet, ...]
