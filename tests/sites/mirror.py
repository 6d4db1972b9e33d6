"""The pages that the student's notes link to, from a table of routes beside them."""

import json
from hashlib import sha256
from pathlib import Path
from urllib.parse import urldefrag

from sites.replies import HTML, Reply
from sites.server import Sites

SHARED = Path(__file__).parents[3] / "shared"
MIRROR = SHARED / "linked" / "html" / "offline-mirror"


def play_mirror(sites: Sites, folder: Path = MIRROR) -> list[str]:
    """Play every route of `routes.json` (`url`, `status`, `file`, `content_type`), with an ETag; the URLs as linked."""
    routes = json.loads((folder / "routes.json").read_text(encoding="utf-8"))
    for route in routes:
        body = (folder / route["file"]).read_bytes() if route.get("file") else b""
        headers = {"Content-Type": route.get("content_type") or HTML, "ETag": f'"{sha256(body).hexdigest()[:16]}"'}
        reply = Reply(route["status"], body, headers)
        url = urldefrag(route["url"]).url
        sites.add(url, reply)
        sites.add(url.split("?")[0], reply)
    return [route["url"] for route in routes]
