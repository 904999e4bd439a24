"""Everything readable without the live page: page heads, plain pages, feeds; HTML from data."""
