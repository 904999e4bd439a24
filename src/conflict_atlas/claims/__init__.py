"""Claims of one article: read, select, compare, cite and export them; knows no web framework."""
