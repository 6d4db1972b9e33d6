"""How replies, hits and reports look in a terminal; knows nothing about how they came about."""
