"""Panels over the map, as escaped HTML: the list of places and the selected place."""
