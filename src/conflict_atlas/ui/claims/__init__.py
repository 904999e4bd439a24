"""Claims on a page: card, list, focus on an actor."""
