"""Outlines -> quiz items with their evidence, graded, scheduled, exported; knows nothing about Streamlit, Chroma or SQL."""
