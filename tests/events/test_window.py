from datetime import date
from typing import get_args

import pytest

from conflict_atlas.claims.package import Package
from conflict_atlas.events.geometry import bounds_of
from conflict_atlas.evidence.window import (
    DAYS,
    KM,
    MOST_DAYS,
    MOST_KM,
    Basis,
    Window,
    centres,
    default_window,
    why_not_compared,
    window_around,
)
from conflict_atlas.link import link_schema

SHELLING = "harrow-ford-shelling-deaths"


@pytest.fixture(params=["real", "invented"])
def package(request: pytest.FixtureRequest) -> Package:
    return request.getfixturevalue(f"{request.param}_package")


def test_every_claim_has_a_centre_or_a_reason(package: Package):
    for claim_id in package.claims.index:
        assert bool(centres(package, claim_id)) != bool(why_not_compared(package, claim_id)), (
            claim_id
        )


def test_no_centre_is_as_large_as_a_country(package: Package):
    wide = package.places[
        (package.places["place_type"] == "country") | (package.places["iso_a2"] == "ZZ")
    ]
    found = {c.place for claim_id in package.claims.index for c in centres(package, claim_id)}
    assert found
    assert found.isdisjoint(wide["name"])


def test_a_claim_without_a_place_says_so(invented_package: Package):
    assert why_not_compared(invented_package, "grey-league-backs-marsh-guard") == (
        "It names no place, and none was found for it."
    )


def test_a_claim_about_a_country_names_it(invented_package: Package):
    assert "Velmar" in why_not_compared(invented_package, "velmar-shelters-old-assembly")


def test_a_place_found_elsewhere_is_a_second_centre(invented_package: Package):
    article, found = centres(invented_package, SHELLING)
    assert (article.basis, article.place, article.kind) == ("article", "Harrow Ford", "settlement")
    assert (found.basis, found.place, found.kind) == ("found", "Market of Harrow Ford", "site")
    assert article.start == found.start == date(1987, 5, 12)


def test_a_day_found_elsewhere_narrows_the_days(invented_package: Package):
    article, found = centres(invented_package, "tessany-reinforces-reed-province")
    assert (article.precision, article.start, article.end) == (
        "month",
        date(1987, 6, 1),
        date(1987, 6, 30),
    )
    assert (found.precision, found.start, found.end) == ("day", date(1987, 6, 9), date(1987, 6, 9))


def test_a_place_found_elsewhere_stands_in_for_one_that_is_too_large(real_package: Package):
    [found] = centres(real_package, "us-troops-iraq-july-2016-560")
    assert (found.basis, found.kind) == ("found", "site")


def test_an_unknown_claim_is_an_error(invented_package: Package):
    with pytest.raises(KeyError):
        centres(invented_package, "nobody-says-this")


def test_the_window_follows_from_the_precision(package: Package):
    for claim_id in package.claims.index:
        for centre in centres(package, claim_id):
            window = default_window(centre)
            assert (window.days, window.km) == (DAYS[centre.precision], KM[centre.kind])
            assert (centre.start - window.first_day).days == window.days
            assert (window.last_day - centre.end).days == window.days


def test_a_window_is_as_usual_where_nothing_else_is_asked(package: Package):
    for claim_id in package.claims.index:
        offered = centres(package, claim_id)
        usual = default_window(offered[0]) if offered else None
        assert window_around(package, claim_id) == usual
        if usual:
            asked = window_around(package, claim_id, offered[-1].basis, 0, 7)
            assert asked == Window(offered[-1], 0, 7)


def test_links_have_the_same_limits():
    assert (link_schema.MOST_DAYS, link_schema.MOST_KM) == (MOST_DAYS, MOST_KM)
    assert set(link_schema.CENTRES) == set(get_args(Basis))


def test_coarser_words_get_wider_windows():
    assert DAYS["day"] < DAYS["month"] < DAYS["year"]
    assert KM["site"] < KM["settlement"] < KM["admin1"] < KM["region"]


def test_what_is_asked_of_a_dataset(invented_package: Package):
    centre = centres(invented_package, SHELLING)[0]
    asked = Window(centre, 3, 20).event_filter()
    assert (asked.start, asked.end) == (date(1987, 5, 9), date(1987, 5, 15))
    [circle] = asked.circles
    assert (circle.latitude, circle.longitude, circle.km) == (10.8, -38.1, 20)


def test_distances_are_those_of_a_globe(invented_package: Package):
    centre = centres(invented_package, SHELLING)[0]
    assert centre.distance(centre.latitude, centre.longitude) == 0
    assert centre.distance(centre.latitude + 1, centre.longitude) == pytest.approx(
        111.195, abs=0.01
    )
    box = bounds_of(Window(centre, 0, 100).circle(100))
    assert centre.distance(box.north, centre.longitude) == pytest.approx(100, rel=1e-6)
    assert centre.distance(float("nan"), 1) != centre.distance(1, 1)
