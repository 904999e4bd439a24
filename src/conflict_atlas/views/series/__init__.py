"""Figures over time with the claims on top."""
