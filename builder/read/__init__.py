"""Reads files into articles."""
