"""Runs a page inside the shell, on either package, without server or browser."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest

from conflict_atlas import memoization, process_state
from conflict_atlas.claims.check.package_check import Check
from conflict_atlas.claims.package import Package
from conflict_atlas.settings import DATA_VARIABLE

ROOT = Path(__file__).resolve().parents[2]
SHELL = ROOT / "src" / "conflict_atlas" / "shell.py"
COUNT = re.compile(
    r'<p class="atlas-asked"><b>(\d+)</b>(?: of (\d+))? claims(?:<span> · (.*?)</span>)?</p>',
    re.DOTALL,
)
IGNORED = re.compile(r"<code>(.*?)</code>", re.DOTALL)


@dataclass(frozen=True)
class Page:
    """A page after a run, and what a reader sees on it."""

    app: AppTest

    @property
    def html(self) -> list[str]:
        """Every piece of our own HTML on the page."""
        return [element.body for element in self.app.get("html")]

    @property
    def heading(self) -> str:
        return next(text for text in self.html if "<h1>" in text)

    @property
    def count(self) -> int:
        return int(self._line()[1])

    @property
    def words(self) -> str:
        """The selection in words, from the head of the page."""
        return unescape(self._line()[3] or "All claims")

    @property
    def notices(self) -> list[str]:
        return [text for text in self.html if 'class="atlas-notice"' in text]

    @property
    def ignored(self) -> list[str]:
        """Values of the link that the page says it ignored."""
        told = [text for text in self.notices if "Ignored in this link" in text]
        return [unescape(value) for text in told for value in IGNORED.findall(text)]

    @property
    def card(self) -> str:
        return next((text for text in self.html if 'class="atlas-card"' in text), "")

    @property
    def clock(self) -> dict[str, Any]:
        """What the clock at the foot of the page is sent; empty where there is none."""
        sent = [one.proto for one in self.app.get("bidi_component")]
        found = [json.loads(one.json) for one in sent if one.component_name == "atlas_clock"]
        return found[0] if found else {}

    def click(self, key: str) -> "Page":
        self.app.button(key).click().run()
        return self

    def _line(self) -> re.Match[str]:
        found = COUNT.search(self.heading)
        assert found, self.heading
        return found


OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def components() -> BidiComponentManager:
    """Register components once; every run would search all installed packages for them."""
    manager = BidiComponentManager()
    manager.discover_and_register_components(start_file_watching=False)
    return manager


@pytest.fixture(scope="module", params=["real", "invented"])
def package(request: pytest.FixtureRequest) -> Iterator[Package]:
    """Serve one package after the other, and leave every cache empty, as in a new process."""
    chosen: Package = request.getfixturevalue(f"{request.param}_package")

    def load(path: Path, _also: Check) -> Package:
        assert path == chosen.path
        return chosen

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_VARIABLE, str(chosen.path))
        patch.setattr(process_state, "load_known", load)
        memoization.clear()
        yield chosen
        memoization.clear()


@pytest.fixture(scope="module", autouse=True)
def no_events(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide datasets that somebody may have imported on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICT_ATLAS_EVENTS", str(tmp_path_factory.mktemp("none")))
        patch.delenv("CONFLICT_ATLAS_DATABASE", raising=False)
        yield


@pytest.fixture
def with_events(recorded: Path) -> Iterator[Path]:
    """Load one small dataset, ``recorded``, with events on the invented package's map."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICT_ATLAS_EVENTS", str(recorded))
        memoization.clear()
        yield recorded
        memoization.clear()


@pytest.fixture
def open_page(package: Package, components: BidiComponentManager) -> OpenPage:
    """Give a function that opens a link in a new session: page, then parameters."""

    def open_page(page: str = "map", /, **query: str | list[str]) -> Page:
        assert process_state.package() is package
        app = AppTest.from_file(SHELL, default_timeout=30)
        app._bidi_component_manager = components  # noqa: SLF001 - it has no public way
        for name, value in query.items():
            app.query_params[name.removesuffix("_")] = value
        if page != "story":  # the first page has the empty address
            app.switch_page(f"../../pages/{page}.py")
        return Page(app.run())

    return open_page
