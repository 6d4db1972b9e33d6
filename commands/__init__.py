"""The commands of `cli.py`. Each imports what it needs when it runs: a question waits for nothing else."""
