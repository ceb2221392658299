"""Readings as they are kept between builds, and the process that makes them: no more than it needs is loaded in it."""
