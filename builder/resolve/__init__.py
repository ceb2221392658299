"""Decides which mentions name the same entity, in an article and across articles."""
