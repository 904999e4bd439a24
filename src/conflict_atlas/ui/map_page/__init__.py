"""Parts of the map page only: its layers and picks."""
