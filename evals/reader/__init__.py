"""What makes the reader: its cross-encoder (train.py) and its linear models (fit.py)."""
