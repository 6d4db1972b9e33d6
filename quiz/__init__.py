"""Outlines -> quiz items with their evidence; knows nothing about Streamlit, Chroma or SQL."""
