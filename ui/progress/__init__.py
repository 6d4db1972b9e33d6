"""The Progress page: charts of what is remembered, and the blueprint matrix."""
