"""Pictures to take along: one drawing of maps, claims and series, written as PNG, JPEG or SVG."""
