"""Whether a data package is sound; ``package_check`` is what others use."""
