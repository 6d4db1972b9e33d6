"""The Settings page: who answers, what leaves this machine, the library, and the student's own data."""
