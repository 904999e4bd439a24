#!/usr/bin/env bash
# Make sure that the browser tests find a Chromium: an installed one, else Debian's, else
# Playwright's own build. Usage: chromium.sh PYTHON (one that has playwright).
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" > /dev/null; then
        exit 0
    fi
done

if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update --quiet=2 || true
    # Without what is recommended beside it, such as printers; but pages need a font.
    if DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends \
        chromium fonts-liberation; then
        exit 0
    fi
fi

exec "$1" -m playwright install chromium
