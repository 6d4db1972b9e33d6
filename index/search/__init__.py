"""A query -> hits: by meaning and by words, fused and ranked."""
