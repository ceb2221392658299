"""Checks graphs against the shapes."""
