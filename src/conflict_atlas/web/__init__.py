"""Serves the readable pages over HTTP: routes, public address, compression, cache headers."""
