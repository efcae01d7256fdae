"""Uploaded papers made harmless: images are drawn anew, PDFs lose what would act by itself.

The libraries are heavy and imported where they are used.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

MOST_PIXELS = 60_000_000
"""Of an uploaded image: twice what a good telephone takes. More is a mistake, or an attack."""
LONGEST_EDGE = 4000
"""Pixels that an image keeps: an A4 page at 340 dots per inch."""
ACTING = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/RichMediaExecute"}
    | {"/Rendition", "/Movie", "/Sound", "/Hide", "/SetOCGState", "/Trans"}
)
"""Actions of a PDF (ISO 32000-1, 12.6.4) that do more than turn a page or open a web address."""
DEEPEST = 60
"""How far into nested dictionaries we look; honest papers need a handful of levels."""


class Unreadable(ValueError):
    """The file is of the right kind but cannot be read, or not be taken; says why in a sentence."""


def image(content: bytes, kind: str) -> bytes:
    """The picture alone, upright, without what cameras write beside it (place, time, maker).

    ``kind`` is JPEG or PNG. Raises Unreadable.
    """
    try:
        return _drawn_anew(content, kind)
    except Unreadable:
        raise
    except Exception as problem:  # whatever a broken picture does to its decoder
        raise Unreadable(_("This picture cannot be read; the file may be damaged.")) from problem


def _drawn_anew(content: bytes, kind: str) -> bytes:
    from PIL import Image, ImageFile, ImageOps

    # The print library lets all of Pillow take torn pictures for whole, from its import on.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        opened = Image.open(BytesIO(content), formats=[kind])
    if opened.width * opened.height > MOST_PIXELS:
        raise Unreadable(_("This picture has too many pixels; please send a smaller one."))
    upright = ImageOps.exif_transpose(opened)
    upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
    drawn = upright.convert("L" if upright.mode in {"1", "L"} else "RGB")
    drawn.info.clear()
    out = BytesIO()
    drawn.save(out, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return out.getvalue()


def pdf(content: bytes) -> tuple[bytes, int]:
    """The paper and how many pages it has. Scripts and acts are removed; a paper that has none is
    left as it is, byte for byte, so that a signature in it stays good. Raises Unreadable."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as paper:
            return _made_harmless(paper, content), len(paper.pages)
    except Unreadable:
        raise
    except pikepdf.PasswordError as problem:
        raise Unreadable(_protected()) from problem
    except Exception as problem:  # whatever a broken paper does to its reader
        raise Unreadable(_("This PDF cannot be read; the file may be damaged.")) from problem


def _made_harmless(paper: Any, content: bytes) -> bytes:
    if paper.is_encrypted:
        raise Unreadable(_protected())
    if _carries_files(paper):
        raise Unreadable(_("This PDF carries other files; please send the letter alone."))
    if not len(paper.pages):
        raise Unreadable(_("This PDF has no pages."))
    if not _disarmed(paper):
        return content
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _protected() -> str:
    return _("This PDF is protected; please send one that opens without a password.")


def _carries_files(paper: Any) -> bool:
    root = paper.Root
    return bool(paper.attachments) or "/Collection" in root or any(_is_file(o) for o in paper.objects)


def _is_file(found: Any) -> bool:
    kind = _dictionary(found)
    return kind is not None and (
        str(kind.get("/Type")) == "/EmbeddedFile"
        or str(kind.get("/Subtype")) in {"/FileAttachment", "/RichMedia"}
    )


def _disarmed(paper: Any) -> bool:
    """Remove what acts by itself; whether anything was there."""
    removed = _without(paper.Root, ("/AA",))
    opens = paper.Root.get("/OpenAction")
    # An array only names the page to begin with.
    if opens is not None and _dictionary(opens) is not None and _acts(opens):
        del paper.Root["/OpenAction"]
        removed = True
    names = _dictionary(paper.Root.get("/Names"))
    if names is not None:
        removed |= _without(names, ("/JavaScript",))
    form = _dictionary(paper.Root.get("/AcroForm"))
    if form is not None:
        removed |= _without(form, ("/XFA",))
    for found in paper.objects:
        removed |= _made_still(found, 0)
    return removed


def _made_still(found: Any, depth: int) -> bool:
    """The same within one object and what lies directly in it (what it points to has its own turn)."""
    import pikepdf

    if depth > DEEPEST:
        raise Unreadable(_("This PDF cannot be read; the file may be damaged."))
    if isinstance(found, pikepdf.Array):
        return _each_made_still(found, depth)
    kind = _dictionary(found)
    if kind is None:
        return False
    removed = _without(kind, ("/AA", "/JS"))
    for key in ("/A", "/PA", "/Next", "/OpenAction"):
        if key in kind and _acts(kind[key]):
            del kind[key]
            removed = True
    return _each_made_still([kind[key] for key in list(kind)], depth) or removed


def _each_made_still(inner: Iterable[Any], depth: int) -> bool:
    removed = False
    for each in inner:
        if not getattr(each, "is_indirect", False):
            removed |= _made_still(each, depth + 1)
    return removed


def _acts(action: Any) -> bool:
    import pikepdf

    if isinstance(action, pikepdf.Array):
        return any(_acts(each) for each in action)
    kind = _dictionary(action)
    return kind is not None and str(kind.get("/S")) in ACTING


def _without(kind: Any, keys: tuple[str, ...]) -> bool:
    present = [key for key in keys if key in kind]
    for key in present:
        del kind[key]
    return bool(present)


def _dictionary(found: Any) -> Any:
    """The dictionary of a dictionary or a stream; None of anything else."""
    import pikepdf

    if isinstance(found, pikepdf.Stream):
        return found.stream_dict
    return found if isinstance(found, pikepdf.Dictionary) else None
