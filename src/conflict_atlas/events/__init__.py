"""Recorded events of other sources: import, store, queries, and how claims stand beside them."""
