"""Questions about events, written once for every engine; ``answers`` and ``store`` use it."""
