"""Source columns of each known format, as recipes."""
