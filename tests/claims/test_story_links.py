"""A step's link is read like any link of a page, and all of it must be used."""

import pytest

from conflict_atlas.claims.check.package_check import load_package
from conflict_atlas.claims.story import steps
from conflict_atlas.fault import PackageError
from conflict_atlas.views.story import step_link
from conflict_atlas.views.story.link_check import check_links


@pytest.fixture(params=["real", "invented"])
def package(request, real_package, invented_package):
    return {"real": real_package, "invented": invented_package}[request.param]


def test_nothing_of_the_links_is_unused(package):
    assert steps(package)
    assert check_links(package) == []


def test_a_link_says_what_is_shown(invented_package):
    found = step_link.read(
        invented_package,
        "map?claim=harrow-ford-shelling-deaths&at=1987-05-13&view=10.8,-38.1,8"
        "&measure=Displaced+people",
    )
    assert found.unused == ()
    assert found.request.page.name == "map"
    assert found.request.claim == "harrow-ford-shelling-deaths"
    assert f"{found.request.day}" == "1987-05-13"
    assert found.request.view == (10.8, -38.1, 8)
    assert found.value("measure") == "Displaced people"
    assert found.value("people") == ""


@pytest.mark.parametrize(
    "part",
    [
        "claim=none",
        "at=1887-05-13",
        "at=13+May",
        "view=91,0,8",
        "place=Nowhere",
        "measure=Rain",
        "open=nowhere",
        "round=1987-07-12",  # a parameter of another page
        "colour=type",  # a parameter of recorded events, which a server may not have
        "foo=1",
        "type=Event&type=None",
    ],
)
def test_what_a_page_cannot_use_is_named(editor, part: str):
    editor.set("story.csv", {"link": f"map?{part}"})
    with pytest.raises(PackageError) as refused:
        load_package(editor.path, check_links)
    (fault,) = refused.value.faults
    assert (fault.file, fault.row, fault.column) == ("story.csv", 2, "link")
    name, _, value = part.rsplit("&", maxsplit=1)[-1].partition("=")
    assert fault.value == f"{name}={value.replace('+', ' ')}"


@pytest.mark.parametrize("page", ["about", "events", "evidence", "story", "nowhere"])
def test_a_page_that_no_step_can_show_is_named(editor, page: str):
    editor.set("story.csv", {"link": page})
    with pytest.raises(PackageError) as refused:
        load_package(editor.path, check_links)
    (fault,) = refused.value.faults
    assert fault.value == page
    assert "expected one of the pages map" in fault.reason
