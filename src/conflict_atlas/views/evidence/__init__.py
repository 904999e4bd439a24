"""A claim beside recorded events as pictures."""
