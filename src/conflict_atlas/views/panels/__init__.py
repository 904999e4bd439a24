"""What stands over the map, as escaped HTML: the shelf of places and the place that is open."""
