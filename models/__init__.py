"""Whatever has weights: texts -> vectors; the only home of openvino, sentence-transformers, torch and tokenizers."""
