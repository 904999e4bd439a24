"""The two packages every test may use: the real one and an invented one."""

import shutil
from pathlib import Path

import pytest

from conflict_atlas.claims.check import load_package
from conflict_atlas.claims.package import Package

ROOT = Path(__file__).resolve().parents[1]
INVENTED = ROOT / "tests" / "packages" / "invented"


@pytest.fixture(scope="session")
def real_package() -> Package:
    return load_package(ROOT / "data")


@pytest.fixture(scope="session")
def invented_package() -> Package:
    return load_package(INVENTED)


@pytest.fixture
def invented_path(tmp_path: Path) -> Path:
    """Give a copy of the invented package that a test may break."""
    return Path(shutil.copytree(INVENTED, tmp_path / "invented"))
