"""Infers, and explains what was inferred."""
