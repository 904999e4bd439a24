"""The reading edition as a folder: every link leads to a file, and each build is the same."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pandas as pd
import pytest

from conflict_atlas.claims.filter_options import offer
from conflict_atlas.claims.package import Package
from conflict_atlas.cli import main
from conflict_atlas.edition import edition_folder
from conflict_atlas.edition.edition_files import Published
from conflict_atlas.reading.site import Site

ROOT = Path(__file__).resolve().parents[2]
INVENTED = ROOT / "tests" / "packages" / "invented"
ADDRESS, LIVE = "https://reading.example/atlas", "https://atlas.example"
DEATHS = "harrow-ford-shelling-deaths"


class Links(HTMLParser):
    """Addresses that a page links to or shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


def tree(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


@pytest.fixture(scope="module")
def site(invented_package: Package) -> Site:
    return Site(invented_package, offer(invented_package))


@pytest.fixture(scope="module")
def folder(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("edition")
    edition_folder.build(site, Published(ADDRESS, LIVE), made)
    return made


@pytest.fixture(scope="module")
def bare(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without the addresses under which it will be found."""
    made = tmp_path_factory.mktemp("bare")
    edition_folder.build(site, Published(), made)
    return made


def test_building_twice_gives_the_same_bytes(site: Site, folder: Path, tmp_path: Path):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    edition_folder.build(site, Published(ADDRESS, LIVE), tmp_path, replaces=True)
    assert tree(tmp_path) == tree(folder)


def test_latest_is_the_data_version(folder: Path, invented_package: Package):
    latest = tree(folder / "latest")
    assert latest == tree(folder / invented_package.data_version)
    assert {name for name in latest if name.startswith("claim/")} == {
        f"claim/{claim_id}.html" for claim_id in invented_package.claims.index
    }
    names = {one.name for one in folder.iterdir()}
    around = {"404.html", "index.html", "robots.txt", "sitemap.xml"}
    assert names == {"latest", invented_package.data_version, *around}


def test_a_data_version_that_is_there_stays_as_it_is(site: Site, bare: Path, tmp_path: Path):
    shutil.copytree(bare, tmp_path, dirs_exist_ok=True)
    cited = tmp_path / site.package.data_version / "about.html"
    cited.write_text("as it was cited")
    assert edition_folder.build(site, Published(ADDRESS), tmp_path).was_there
    assert cited.read_text() == "as it was cited"
    assert "reading.example" in (tmp_path / "latest" / "about.html").read_text("utf-8")
    edition_folder.build(site, Published(ADDRESS), tmp_path, replaces=True)
    assert "reading.example" in cited.read_text("utf-8")


@pytest.mark.parametrize(
    ("built", "published"), [("bare", Published()), ("folder", Published(ADDRESS, LIVE))]
)
def test_every_link_leads_to_a_file_or_away(
    request: pytest.FixtureRequest, built: str, published: Published
):
    root = Path(request.getfixturevalue(built))
    pages = sorted(root.rglob("*.html"))
    followed = 0
    for page in pages:
        for link in Links(page.read_text("utf-8")).found:
            parts = urlsplit(link)
            if parts.scheme or not parts.path:
                continue
            path = parts.path
            if page.name == "404.html":  # shown under any path, so links must not be relative
                assert path.startswith("/")
                path = path.removeprefix(published.path).lstrip("/")
            else:
                assert not path.startswith("/"), (page, link)
            assert not parts.query, (page, link)
            target = (page.parent / PurePosixPath(path)).resolve()
            assert target.is_file(), (page, link)
            assert target.is_relative_to(root.resolve())
            followed += 1
    assert followed > len(pages) * 5


def test_a_citation_names_the_page_that_does_not_change(folder: Path, site: Site):
    text = (folder / "latest" / "claim" / f"{DEATHS}.html").read_text("utf-8")
    cited = re.search(r'<p class="cite">(.*?)</p>', text)
    assert cited
    address = cited[1].rpartition(" ")[2]
    assert address == f"{ADDRESS}/{site.package.data_version}/claim/{DEATHS}.html"
    assert (folder / address.removeprefix(f"{ADDRESS}/")).is_file()
    [canonical] = re.findall(r'<link rel="canonical" href="([^"]+)"', text)
    assert canonical == f"{ADDRESS}/latest/claim/{DEATHS}.html"
    assert f'href="{LIVE}/map?claim={DEATHS}"' in text


def test_without_addresses_nothing_is_made_up(bare: Path):
    text = (bare / "latest" / "claim" / f"{DEATHS}.html").read_text("utf-8")
    assert "canonical" not in text
    assert "og:image" not in text
    assert "See it on the map" not in text


def test_the_sitemap_lists_files_that_are_there(folder: Path, invented_package: Package):
    listed = re.findall("<loc>(.*?)</loc>", (folder / "sitemap.xml").read_text("utf-8"))
    assert len(listed) == len(set(listed)) > len(invented_package.claims)
    for address in listed:
        assert (folder / address.removeprefix(f"{ADDRESS}/")).is_file()


def test_the_answers_of_the_api_are_whole(folder: Path, invented_package: Package):
    latest = folder / "latest" / "api"
    assert len(pd.read_csv(latest / "claims.csv")) == len(invented_package.claims)
    assert len(pd.read_csv(latest / "figures.csv")) == len(invented_package.figures)
    assert {file.name for file in latest.iterdir()} == {
        "claims.csv", "claims.geojson", "figures.csv", "figures.json", "sources.csv",
        "sources.json", "area-counts.csv", "area-counts.json",
    }  # fmt: skip


def test_the_command_says_what_it_wrote(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "out"
    assert main(["build", str(folder), "--data", str(INVENTED)]) == 0
    assert "files" in capsys.readouterr().out
    assert main(["build", str(folder), "--data", str(INVENTED)]) == 0
    assert "was there and stays" in capsys.readouterr().out
    assert main(["build", str(folder), "--data", str(INVENTED), "--url", "no address"]) == 2
    assert main(["build", str(folder), "--data", str(tmp_path / "none")]) == 2


def test_a_story_that_links_to_nothing_is_not_written(tmp_path: Path, capsys):
    package = shutil.copytree(INVENTED, tmp_path / "package")
    story = package / "story.csv"
    story.write_text(
        story.read_text("utf-8").replace(f"map?claim={DEATHS}", "map?claim=none"), "utf-8"
    )
    assert main(["build", str(tmp_path / "folder"), "--data", str(package)]) == 1
    assert capsys.readouterr().out.startswith("story.csv, row 3, column link,")
    assert not (tmp_path / "folder").exists()
