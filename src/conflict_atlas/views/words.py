"""Plain words for the codes of the data: what a reader sees instead of ``at_least``."""

from conflict_atlas.claims import phrase

TYPE_LABEL = phrase.TYPE_LABEL
BOUND_LABEL = {
    "exact": "",
    "at_least": "at least",
    "at_most": "up to",
    "nearly": "nearly",
    "about": "about",
    "": "",
}
TIME_PRECISION_LABEL = {
    "day": "to the day",
    "month": "to the month",
    "year": "to the year",
    "range": "between two days",
}
DATE_BASIS_LABEL = {
    "stated": "the article gives the date",
    "resolved": "worked out from the article's words",
    "found_outside": "the article gives no date; taken from another source",
}
GEO_PRECISION_LABEL = {
    "site": "a spot",
    "settlement": "the town as a whole",
    "district": "a district",
    "admin1": "a governorate",
    "region": "a region",
    "country": "a country",
    "": "",
}
ACTOR_TYPE_LABEL = {
    "state": "State",
    "government": "Government",
    "armed_group": "Armed group",
    "militia": "Militia",
    "coalition": "Coalition",
    "party": "Party",
    "organisation": "Organisation",
    "media": "Media",
    "person": "Person",
    "population": "Population",
}
ROLE_LABEL = {
    "attacker": "attacker",
    "defender": "defender",
    "target": "target",
    "perpetrator": "held responsible",
    "victim": "victim",
    "affected": "affected",
    "holder": "in control",
    "contender": "contender",
    "deployer": "sends troops",
    "backer": "backs others",
    "backed": "backed by others",
    "ally": "ally",
    "opponent": "opponent",
    "speaker": "speaker",
    "subject": "concerned",
    "member": "member",
    "host": "host",
    "payer": "pays",
    "supplier": "supplier",
    "recipient": "recipient",
    "publisher": "publisher",
    "successor": "successor",
    "predecessor": "predecessor",
}
RELATION_LABEL = {
    "fights": "fights",
    "bombs": "bombs",
    "attacks": "attacks",
    "displaces": "displaces",
    "threatens": "threatens",
    "presses_on": "presses on",
    "opposes": "opposes",
    "may_turn_on": "may turn on",
    "backs": "backs",
    "arms": "arms",
    "funds": "funds",
    "hosts": "hosts",
    "relies_on": "relies on",
    "allied_with": "is allied with",
    "coordinates_with": "coordinates with",
    "linked_to": "is linked to",
    "builds_ties_with": "builds ties with",
    "part_of": "is part of",
    "leads": "leads",
    "founds": "founds",
    "influences": "tries to influence",
    "becomes": "becomes",
}
SPEAKER_LABEL = {
    "military": "Military",
    "government": "Governments",
    "international": "United Nations",
    "monitor": "Monitors and activists",
    "academic": "Researchers",
    "press": "Press",
    "poll": "Polls",
    "reference": "Reference works",
}
VERDICT_LABEL = {
    "within": "Within what others say",
    "above": "Above what others say",
    "below": "Below what others say",
    "not_comparable": "Not comparable",
    "nobody_else": "Nobody else",
}


def label(labels: dict[str, str], code: str) -> str:
    """Label of a code, or the code itself in plain spelling where none is set."""
    return labels.get(code, code.replace("_", " "))
