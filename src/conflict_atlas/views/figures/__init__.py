"""Competing figures on one axis, and their words."""
