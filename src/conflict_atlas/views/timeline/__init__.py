"""Claims in time."""
