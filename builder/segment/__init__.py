"""Splits an article into blocks and sentences, and tells what is furniture."""
