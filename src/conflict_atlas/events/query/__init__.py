"""Questions about events, written once for every engine, which the store asks.

Others use the names of ``query``.
"""
