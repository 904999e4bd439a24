"""One process among several: how many readers it takes, its health, and how it ends."""
