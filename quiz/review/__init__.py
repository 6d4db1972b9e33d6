"""What was missed comes back: cards, their schedule, and what became of their sources."""
