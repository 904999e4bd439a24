"""Pure pictures: claims in, a plotly figure or folium map and its words out."""
