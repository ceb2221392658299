"""Reads articles about treaties and builds a graph of claims, facts and inferences from them."""

__version__ = "0.1.0"
