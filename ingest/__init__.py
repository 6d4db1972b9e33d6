"""The outside world -> documents -> passages; knows nothing about vectors or models."""
