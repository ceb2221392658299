"""Writes graphs to disk and to other formats."""
