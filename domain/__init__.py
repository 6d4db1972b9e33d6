"""The nouns of Footnote and the ports between its parts; standard library only."""
