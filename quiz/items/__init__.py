"""Facts -> questions with their options, each checked before it stands."""
