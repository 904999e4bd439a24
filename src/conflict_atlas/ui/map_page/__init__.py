"""What only the map page has: its layers and what was picked."""
