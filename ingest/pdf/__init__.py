"""PDF bytes -> the lines of its pages in reading order -> an outline; the only home of pypdfium2."""
