"""How what is read reaches readers: routes, public address, compression, cache headers."""
