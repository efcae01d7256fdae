"""Pure questions about coming in."""

from __future__ import annotations

from urllib.parse import urlsplit

SHORTEST_PASSWORD = 10
"""Characters of a new password."""
LONGEST_PASSWORD = 200


def is_local_path(target: str | None) -> bool:
    """Whether a page to return to lies in this house: a path, never another host.

    Browsers read a backslash as a slash and skip control characters; both would lead outside.
    """
    if not target or not target.startswith("/") or "\\" in target or not target.isprintable():
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc and not target.startswith("//")
