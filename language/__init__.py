"""What is known about words: terms, names, quantities, negation, verbs, sentences; the only home of word lists."""
