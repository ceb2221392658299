"""Finds what the words name: actors, instruments, dates."""
