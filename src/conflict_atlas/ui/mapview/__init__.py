"""The map component on any page, and the part of the earth it shows."""
