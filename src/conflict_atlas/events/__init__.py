"""Recorded events of other sources: import, store and ask them; knows no claims."""
