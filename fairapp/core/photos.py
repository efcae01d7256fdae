"""Photographs of people: read with care, cleaned of all they carry, cut to the format of the badge.

Nothing that was uploaded is ever handed out: what is kept was decoded and encoded again here, without
place, time and device. Pillow is imported where it is used.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from fairapp.core.files import UnsuitableFile

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("JPEG", "PNG", "WEBP")
"""What Pillow may try to decode; the name of a file says nothing."""
LIMIT = 10 * 1_048_576
"""Largest upload, in bytes."""
MOST_PIXELS = 50_000_000
"""More is not decoded: a small file can unfold into gigabytes."""
FEWEST = 240
"""Pixels of the shorter side: less cannot be printed on a badge."""
WORKING = 1600
"""Longest side of the picture that is cut from."""
BADGE = (413, 531)
"""Width and height of a badge's photograph in pixels: 35 × 45 mm at 300 dots per inch (ISO/IEC
19794-5, and ICAO Doc 9303 on travel documents, have people photographed in this proportion)."""
CLOSEST = 400
"""Greatest enlargement in percent."""


@dataclass(frozen=True)
class Framing:
    """Which part of a picture goes on the badge: always within it, always in proportion."""

    across: int = 50
    """Where the frame stands in the room there is: 0 at the left edge, 100 at the right."""
    down: int = 25
    """The same from top to bottom; faces are above the middle."""
    zoom: int = 100
    """Percent: at 100 the frame is as large as fits."""

    def box(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Left, top, width and height of the frame in a picture of that size."""
        ratio = BADGE[0] / BADGE[1]
        wide = min(width, height * ratio) * 100 / self.zoom
        high = wide / ratio
        # At zoom 100 one side has no room, which arithmetic may make a hair less than none.
        across, down = max(width - wide, 0), max(height - high, 0)
        return across * self.across / 100, down * self.down / 100, wide, high


def cleaned(upload: FileStorage, *, field: str) -> bytes:
    """The picture as a JPEG to cut from, upright and with nothing but pixels.

    Refuses with UnsuitableFile what is empty, larger than 10 MB, no JPEG, PNG or WebP by content,
    damaged, too small for a badge, or unfolds beyond 50 megapixels.
    """
    from PIL import Image, ImageFile

    # The print library lets all of Pillow take torn pictures for whole, from its import on.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    content = upload.stream.read(LIMIT + 1)
    if not content:
        raise UnsuitableFile(_("This file is empty."), field=field)
    if len(content) > LIMIT:
        size = LIMIT // 1_048_576
        message = ngettext(
            "The file may have at most %(num)s megabyte.",
            "The file may have at most %(num)s megabytes.",
            size,
        )
        raise UnsuitableFile(message, field=field)
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            _size_fits(picture, field)
            return _encoded(_upright(picture), quality=90)
    except Image.DecompressionBombError as error:
        raise _too_many(field) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnsuitableFile(
            _("This is not a photograph we can read. Please choose a JPEG, PNG or WebP file."), field=field
        ) from error


def badge(content: bytes, framing: Framing) -> bytes:
    """The part of a cleaned picture that goes on the badge, as a JPEG of 413 × 531 pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        left, top, wide, high = framing.box(*picture.size)
        right, bottom = min(left + wide, picture.width), min(top + high, picture.height)
        box = (left, top, right, bottom)
        return _encoded(picture.resize(BADGE, Image.Resampling.LANCZOS, box=box), quality=88)


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a cleaned picture."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("JPEG",)) as picture:
        return picture.size


def _size_fits(picture: Image, field: str) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_many(field)
    if min(width, height) < FEWEST:
        message = _("This picture is too small for a badge: at least %(num)s pixels each way.", num=FEWEST)
        raise UnsuitableFile(message, field=field)


def _upright(picture: Image) -> Image:
    """Turned as the camera was held, no larger than needed, in sRGB on white."""
    from PIL import Image, ImageOps

    picture.draft("RGB", (WORKING, WORKING))  # a JPEG can be decoded smaller than it is
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    turned.thumbnail((WORKING, WORKING), Image.Resampling.LANCZOS)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        ground = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(ground, turned.convert("RGBA"))
        profile = None
    return _in_srgb(turned, profile)


def _in_srgb(picture: Image, profile: bytes | None) -> Image:
    """Colours of a telephone's wide gamut look pale once their profile is dropped: convert first."""
    from PIL import ImageCms

    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, theirs, ours, outputMode="RGB")
            return converted or picture.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            return picture.convert("RGB")
    return picture.convert("RGB")


def _encoded(picture: Image, *, quality: int) -> bytes:
    from PIL import Image

    bare = Image.new("RGB", picture.size)
    bare.paste(picture)  # pixels only: no EXIF, XMP, comments or profile come along
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _too_many(field: str) -> UnsuitableFile:
    message = _("This picture has too many pixels. Please save it smaller, for example 2000 pixels wide.")
    return UnsuitableFile(message, field=field)
