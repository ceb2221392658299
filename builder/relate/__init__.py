"""Finds what is said of the entities: statements, parties, events, supersession, clauses."""
