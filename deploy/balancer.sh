#!/usr/bin/env bash
# Make sure that the dashboard can be served on every core: an installed HAProxy, else Debian's.
# Without one it is served on a single core, so nothing here fails.
set -euo pipefail

if command -v haproxy > /dev/null || [ -x /usr/sbin/haproxy ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    apt-get update --quiet=2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends haproxy \
        || true
fi
