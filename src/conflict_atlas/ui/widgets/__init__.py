"""Streamlit widgets of our own: chart with table, rows to choose from."""
