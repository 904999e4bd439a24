"""What is made before the first reader comes, so that nobody waits for it."""

from conflict_atlas.claims.selection import Selection
from conflict_atlas.ui import atlas, claim_list, component, moment, store


def fill() -> None:
    """Fill the caches of what every reader sees first."""
    store.options()
    store.assets()
    moment.days()
    claim_list.rows(Selection())
    component.register()
    component.base(atlas.KEY)
