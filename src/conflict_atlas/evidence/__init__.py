"""Compares claims with recorded events; the only package that imports both."""
