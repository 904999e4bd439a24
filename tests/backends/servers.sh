#!/usr/bin/env bash
# Bring what `make test-backends` starts and pip does not have: a PostgreSQL server and Java.
# Only root can install packages; anybody else is told which are missing, and tests say it too.
set -euo pipefail

missing=()
compgen -G "/usr/lib/postgresql/*/bin/initdb" > /dev/null || command -v initdb > /dev/null \
    || missing+=(postgresql)
command -v java > /dev/null || missing+=(default-jre-headless)
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null; then
    apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes \
        --no-install-recommends "${missing[@]}"
else
    echo "Not installed: ${missing[*]}. Install these packages to test on their engines." >&2
fi
