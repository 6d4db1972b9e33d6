"""A follow-up and its history -> a question that stands alone."""
