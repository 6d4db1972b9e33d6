"""Outlines -> quiz items with their evidence, grades and schedule; knows nothing about Streamlit, Chroma or SQL."""
