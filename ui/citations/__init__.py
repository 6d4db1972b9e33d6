"""Replies and passages as one component draws them: sanitised HTML, and evidence with its quote lit."""
