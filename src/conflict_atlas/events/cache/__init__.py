"""What is kept in memory of a dataset; ``store`` and ``answers`` use it."""
