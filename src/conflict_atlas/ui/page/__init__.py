"""What surrounds every page: layout, styles, warnings about a link."""
