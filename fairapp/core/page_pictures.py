"""Draws one page of a paper as a picture, in a process of its own:

    python page_pictures.py PAPER MIME PAGE PICTURE

Papers come from outside. Whatever one does to its reader (endless loops, gigabytes of memory) happens
to this short-lived process, not to the one that serves pages. Imports nothing of the house.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import Any

WIDEST, TALLEST = 1240, 2000
"""Pixels of the picture: an A4 page at 150 dots per inch."""
SECONDS = 15
"""Of computing; pages of honest papers take a fraction of one."""
MEMORY = 2 * 2**30
"""Bytes of address space."""


def main(paper: str, mime: str, page: str, picture: str) -> None:
    """Draw page ``page`` (from 0) into ``picture``, as WebP."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    drawn = of_pdf(paper, int(page)) if mime == "application/pdf" else of_image(paper)
    drawn.save(picture, "WEBP", quality=82)


def of_pdf(paper: str, page: int) -> Any:
    """The page of a PDF, as wide as it may be."""
    import pypdfium2

    found = pypdfium2.PdfDocument(paper)[page]
    width, height = found.get_size()
    scale = min(WIDEST / max(width, 1), TALLEST / max(height, 1))
    return found.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")


def of_image(paper: str) -> Any:
    """The image itself, no larger than it may be."""
    from PIL import Image

    drawn = Image.open(paper).convert("RGB")
    drawn.thumbnail((WIDEST, TALLEST))
    return drawn


if __name__ == "__main__":
    Path(sys.argv[4]).parent.mkdir(parents=True, exist_ok=True)
    main(*sys.argv[1:5])
