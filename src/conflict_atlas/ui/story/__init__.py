"""The page that tells the story: words beside the map or the chart that they are about."""
