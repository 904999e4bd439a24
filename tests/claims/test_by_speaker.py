"""How a claim's figure stands beside each kind of speaker, in words."""

import pytest

from conflict_atlas.claims import by_speaker


@pytest.mark.parametrize(
    ("claim_id", "words"),
    [
        # 40 to 117 beside 10 to 24 and, of others, 56 to 212: it meets them, but is not inside.
        (
            "manbij-strikes-july-2016-deaths",
            ("Above the figures of the military", "overlapping those of monitors and activists"),
        ),
        ("us-troops-in-syria-before-april-2016", ("Equal to the figures of the military",)),
        # The military has said "up to 250", so 250 is not its figure.
        ("us-special-forces-syria-april-2016", ("Consistent with the figures of the military",)),
        ("cost-of-us-operations-july-2016", ("Inside the figures of the military",)),
        # "Over" is open: counts above it agree with it.
        (
            "iraqis-displaced-over-3-3-million",
            ("Consistent with the figures of the United Nations",),
        ),
    ],
)
def test_a_figure_that_meets_others_is_not_said_to_be_inside_them(real_package, claim_id, words):
    clauses = by_speaker.clauses(real_package, claim_id)
    assert len(clauses) == len(words)
    for clause, begins in zip(clauses, words, strict=True):
        assert clause.startswith(begins)


def test_nothing_is_said_of_a_claim_without_a_figure(real_package):
    assert by_speaker.clauses(real_package, "manbij-strikes-july-2016") == ()
