"""The read interface for other programs: claims, events, figures and sources over HTTP."""
