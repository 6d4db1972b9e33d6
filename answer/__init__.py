"""Question -> Answer or Refusal; knows nothing about Chroma, LangChain or Streamlit."""
