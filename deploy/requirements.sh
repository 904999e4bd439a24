#!/usr/bin/env bash
# Pin and hash what pyproject.toml asks for, for every Python from 3.11 up, and write no address of a
# package index: each installation chooses its own.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${PYTHON:-python3}" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

compile() {
    "$work/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 \
        --fork-strategy fewest --generate-hashes --no-annotate --no-header \
        --no-emit-index-url --no-emit-find-links "$@" > "$work/lock.txt"
}

{
    echo "# What the dashboard runs on, pinned and hashed; made by \`make requirements\`."
    compile pyproject.toml
    cat "$work/lock.txt"
} > "$work/requirements.txt"

{
    echo "# What the dashboard and the driver of PostgreSQL run on; made by \`make requirements\`."
    compile pyproject.toml --extra postgres --constraint "$work/requirements.txt"
    cat "$work/lock.txt"
} > "$work/requirements-postgres.txt"

{
    echo "# What the dashboard and its tests run on; made by \`make requirements\`."
    compile pyproject.toml --extra dev --constraint "$work/requirements.txt"
    cat "$work/lock.txt"
} > "$work/requirements-dev.txt"

{
    echo "# That and the engines of \`make test-backends\`; made by \`make requirements\`."
    compile pyproject.toml --extra dev --extra postgres --extra spark \
        --constraint "$work/requirements-dev.txt"
    cat "$work/lock.txt"
} > "$work/requirements-backends.txt"

if grep -n '://' "$work"/requirements*.txt; then
    echo "The requirements contain an address." >&2
    exit 1
fi
mv "$work"/requirements*.txt .
