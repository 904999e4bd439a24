"""Every field of a selection has a control, a name in links, and words for readers."""

from dataclasses import fields

from conflict_atlas.claims.selection import Selection
from conflict_atlas.link.parameter_names import EVERYWHERE
from conflict_atlas.ui.page.link_warnings import FIELD_WORDS
from conflict_atlas.ui.session.filters import DEFAULTS, NAME_OF_FIELD

FIELDS = {field.name for field in fields(Selection)}


def test_every_field_has_a_name_a_default_and_words():
    assert NAME_OF_FIELD.keys() == FIELDS
    assert FIELD_WORDS.keys() == FIELDS
    assert DEFAULTS.keys() == set(NAME_OF_FIELD.values())
    assert DEFAULTS.keys() <= set(EVERYWHERE)
