"""Detectors of one kind of contradiction each: words swapped, opposite, or put in another's place."""
