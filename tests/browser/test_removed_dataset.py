"""A dataset is removed while readers look at it: they get a notice, everything else works."""

import re
import shutil
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest
from playwright.sync_api import expect

from conflict_atlas.events.store.dataset_folder import Folder

INVENTED = Path(__file__).resolve().parents[1] / "packages" / "invented"
TOLD = "The dataset recorded was replaced or removed a moment ago."
DEATHS = "harrow-ford-shelling-deaths"


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return Path(tmp_path_factory.mktemp("datasets"))


@pytest.fixture(scope="module")
def url(serve, root: Path) -> str:
    return str(serve(INVENTED, events=root).url)


@pytest.mark.parametrize("name", ["map", "evidence", "events"])
def test_a_dataset_removed_under_a_readers_eyes(
    url: str, root: Path, recorded: Path, visit, name: str
):
    shutil.copytree(recorded, root, dirs_exist_ok=True)
    tab = visit(url).open(name, events="recorded", claim=DEATHS)
    button = tab.page.get_by_role("button", name="Recorded events as CSV")
    if name == "events":  # open before; pressed after
        tab.control("share").locator("button").first.click()
        expect(button).to_be_visible()
        tab.settle()
    assert Folder(root).remove("recorded")
    with pytest.raises(HTTPError) as refused:
        urllib.request.urlopen(f"{url}/api/events?source=recorded", timeout=20)  # noqa: S310 - our own
    assert refused.value.code == 404
    if name == "events":
        button.click()
        below = tab.page.get_by_test_id("stDownloadButtonError")
        expect(below).to_have_text(TOLD)
        expect(below).to_have_count(0)  # it goes by itself
        tab.page.keyboard.press("Escape")
    tab.control("q").locator("input").fill("Harrow")
    tab.control("q").locator("input").press("Enter")
    expect(tab.page.get_by_text(TOLD)).to_have_count(1)
    expect(tab.page).not_to_have_url(re.compile("events="))
    tab.expect_no_errors()
    tab.go("timeline")
    expect(tab.page.get_by_text(TOLD)).to_have_count(0)
    tab.expect_no_errors()
