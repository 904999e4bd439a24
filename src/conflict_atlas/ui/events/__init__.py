"""Recorded events on a page: map layer, charts, list, upload."""
