"""The folium map, its layers, and maps within charts."""
