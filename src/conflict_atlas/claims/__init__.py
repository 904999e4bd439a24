"""The pure domain: read, check, select, compare and cite claims. Knows no web framework."""
