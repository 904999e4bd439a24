"""One process among several: how many readers it takes, how it is, and how it leaves."""
