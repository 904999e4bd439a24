"""Who does what to whom, as network and matrix."""
