"""Turns readings into claims, facts and conflicts, as quads."""
