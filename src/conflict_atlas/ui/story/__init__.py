"""The story page: words beside the map or chart that they are about."""
