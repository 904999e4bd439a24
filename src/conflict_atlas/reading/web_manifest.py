"""The manifest with which a phone can put the atlas on its home screen."""

import json

from conflict_atlas.reading.address_words import SITE
from conflict_atlas.reading.addresses import Addresses
from conflict_atlas.reading.site import Site
from conflict_atlas.views.look import LIGHT

SIZES = (192, 512)


def write(site: Site, addresses: Addresses) -> str:
    """Write the manifest."""
    icons = [
        {"src": f"{addresses.assets}/icon-{size}.png", "sizes": f"{size}x{size}"} for size in SIZES
    ]
    content = {
        "name": f"{SITE}: {site.package.map.title}",
        "short_name": SITE,
        "description": site.package.description,
        "start_url": addresses.page(addresses.first),
        "display": "minimal-ui",
        "background_color": LIGHT.paper,
        "theme_color": LIGHT.paper,
        "icons": [icon | {"type": "image/png"} for icon in icons],
    }
    return json.dumps(content, ensure_ascii=False)
