"""One claim beside recorded events on a page."""
