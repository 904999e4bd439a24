"""The parts around every page: layout, styles, warnings about a link."""
