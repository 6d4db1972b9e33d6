"""Learning to read: notes with questions that name the whole answer, the training of the reader, its figures."""
