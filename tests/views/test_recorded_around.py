"""From a claim to the recorded deaths of its governorate and month."""

import pandas as pd
import pytest

from conflict_atlas.claims import area_count
from conflict_atlas.claims.package import Package
from conflict_atlas.views.maps.governorates import code_of
from conflict_atlas.views.series import recorded_around


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("manbij", "SY-HL"),
        ("fallujah", "IQ-AN"),  # spelt Al Anbar among the places, Anbar among the counts
        ("hasaka", "SY-HA"),
        ("anbar-province", "IQ-AN"),
        ("rojava", ""),
        ("iraq", ""),
        ("moscow", ""),
    ],
)
def test_a_place_lies_in_the_governorate_that_its_point_lies_in(
    real_package: Package, place: str, code: str
):
    assert code_of(real_package, place) == code


@pytest.mark.parametrize(
    ("claim", "words", "area"),
    [
        ("manbij-strikes-july-2016-deaths", "Aleppo, July 2016", "Aleppo"),
        ("shia-militias-at-ramadi", "Anbar, February 2016", "Anbar"),
        ("us-troops-in-syria-before-april-2016", "Syria, March 2016", None),
    ],
)
def test_the_link_names_month_and_area_and_says_whose_figure_it_is_not(
    real_package: Package, claim: str, words: str, area: str | None
):
    found = recorded_around.find(real_package, claim)
    assert found is not None
    assert found.label == f"All recorded deaths, {words} (not this claim’s)"
    assert dict(found.params).get("area") == area


def test_every_claim_at_a_counted_place_and_month_has_one_and_no_other(package: Package):
    """The month in the link is offered, covered, and one that the claim may mean."""
    known = area_count.governorates(package)
    offered = {f"{month:%Y-%m-%d}" for month in area_count.all_months(package)}
    found = {one: recorded_around.find(package, one) for one in package.claims.index}
    assert any(found.values())
    for claim_id, link in found.items():
        claim = package.claims.loc[claim_id]
        if link is None:
            continue
        params = dict(link.params)
        month = pd.Timestamp(params["at"])
        assert params["at"] in offered
        assert claim["date_start"].replace(day=1) <= month <= claim["date_end"]
        country = package.places["iso_a2"][claim["place_id"]]
        series = [s for s, code in area_count.countries(package).items() if code == country]
        assert area_count.covers(package, series[0], month)
        assert params.get("area", known["admin1"].iloc[0]) in set(known["admin1"])
    for claim_id in package.claims.index[package.claims["place_id"] == ""]:
        assert found[claim_id] is None


def test_before_the_source_begins_there_is_no_link(real_package: Package):
    claims = real_package.claims
    early = claims["date_end"] < pd.Timestamp("2014-01-01")
    assert early.any()
    assert all(recorded_around.find(real_package, one) is None for one in claims.index[early])
