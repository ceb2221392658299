"""Serves a built graph: SPARQL protocol and pages."""
