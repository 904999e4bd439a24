"""Recorded events as pictures, words and cards."""
