"""A URL -> what its server gave, politely and safely; knows nothing about parsing, libraries or models."""
