"""What makes the reader: its cross-encoder (train.py), its embedder (embed.py) and its linear models (fit.py)."""
