"""Pictures as pure functions: from claims to a plotly figure or folium map and its words."""
