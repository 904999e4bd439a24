"""Data of the clock below the map, for the browser to draw."""
