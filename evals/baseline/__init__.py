"""The pipeline a LangChain tutorial writes: what the figures stand beside."""
