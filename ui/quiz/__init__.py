"""The Quiz page: set-up, one question a screen, feedback, summary, and the mock exam."""
