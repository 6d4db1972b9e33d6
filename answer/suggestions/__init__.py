"""The outline of the notes -> questions that they can answer."""
