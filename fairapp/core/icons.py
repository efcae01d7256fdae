"""Pictures for words: Lucide's icons as inline SVG, read once when the application starts."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from flask import Flask
from markupsafe import Markup, escape

FOLDER = Path(__file__).resolve().parents[2] / "static" / "vendor" / "lucide"
# The reference data name what is pictured; Lucide names the picture (its "bolt" is a machine screw).
PICTURES = {"bolt": "zap", "shield": "shield-alert"}
SHAPES = re.compile(r"<svg[^>]*>(?P<shapes>.*)</svg>", re.DOTALL)


class UnknownIcon(LookupError):
    """A template asks for an icon that `script/vendor` does not bring."""


def read_shapes(folder: Path = FOLDER) -> dict[str, Markup]:
    """The drawing inside each file, without Lucide's own ``<svg>`` around it."""
    shapes = {}
    for path in sorted(folder.glob("*.svg")):
        found = SHAPES.search(path.read_text(encoding="utf-8"))
        if found:
            shapes[path.stem] = Markup(re.sub(r"\s*\n\s*", "", found["shapes"]))
    return shapes


_shapes = read_shapes()


@lru_cache(maxsize=1024)
def icon(name: str, label: str | None = None, size: int = 20) -> Markup:
    """The icon ``name``; silent to assistive technology unless a ``label`` gives it a name."""
    try:
        shapes = _shapes[PICTURES.get(name, name)]
    except KeyError:
        raise UnknownIcon(name) from None
    naming = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(
        f'<svg class="icon" width="{size}" height="{size}" viewBox="0 0 24 24" fill="none"'
        f' stroke="currentColor" {naming}>{shapes}</svg>'
    )


def init_app(app: Flask) -> None:
    """``{{ icon('handshake') }}`` in every template; all names for the style page."""
    app.jinja_env.globals["icon"] = icon
    app.jinja_env.globals["icon_names"] = sorted(_shapes)
