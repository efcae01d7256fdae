"""Photographs are cleaned and cut; what is no photograph, or would unfold too far, is refused."""

from __future__ import annotations

import io
import zlib
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from werkzeug.datastructures import FileStorage

from fairapp.core import photos
from fairapp.core.files import UnsuitableFile
from fairapp.core.photos import Framing


def picture(kind="JPEG", size=(600, 800), mode="RGB", colour="navy", **saved):
    """A picture of one colour, its upper left corner red where it has colours."""
    image = Image.new(mode, size, colour)
    if mode == "RGB":
        image.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    out = io.BytesIO()
    image.save(out, kind, **saved)
    return out.getvalue()


def with_place(orientation=1):
    """As a telephone writes it: where, when, with what, how it was held."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone Works"
    exif.get_ifd(0x8825).update({1: "S", 2: (33.0, 26.0, 0.0), 3: "W", 4: (70.0, 39.0, 0.0)})
    return picture(exif=exif, comment=b"taken at home")


def cleaned(content, name="photo.jpg"):
    return photos.cleaned(FileStorage(io.BytesIO(content), filename=name), field="photo")


def opened(content):
    return Image.open(io.BytesIO(content))


def bomb():
    """A PNG of a few kilobytes that says it is 30,000 pixels wide and high."""

    def chunk(kind, data):
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    header = pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 3751 * 30_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_place_time_and_device_are_gone(app):
    before = opened(with_place())
    assert before.getexif().get_ifd(0x8825), "the picture of this test says where it was taken"

    after = opened(cleaned(with_place()))

    assert (after.format, after.mode) == ("JPEG", "RGB")
    assert not after.getexif()
    assert not {"exif", "comment", "icc_profile", "xmp"} & after.info.keys()
    assert b"Telephone" not in cleaned(with_place())


def test_a_picture_stands_upright_as_the_camera_was_held(app):
    lying = opened(cleaned(with_place(orientation=6)))

    assert lying.size == (800, 600)
    red, green, blue = lying.getpixel((790, 10))  # the upper left corner turned to the upper right
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(("kind", "name"), [("PNG", "photo.jpg"), ("WEBP", "photo"), ("JPEG", "photo.png")])
def test_a_photograph_is_known_by_its_content(app, kind, name):
    assert opened(cleaned(picture(kind), name)).format == "JPEG"


def test_what_shows_through_becomes_white(app):
    clear = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")

    assert min(opened(cleaned(out.getvalue())).getpixel((200, 200))) > 250


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_grey_and_printers_colours_are_welcome(app, mode):
    assert opened(cleaned(picture(mode=mode, colour=0))).mode == "RGB"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "can read"),
        (b"<html><script>alert(1)</script></html>", "can read"),
        (picture("GIF"), "can read"),
        (picture()[:2000], "can read"),
        (picture(size=(100, 900)), "too small"),
        (b"\xff\xd8\xff\xe0" + b"x" * photos.LIMIT, "at most 10 megabytes"),
    ],
)
def test_what_is_no_photograph_is_refused_beside_the_field(app, content, says):
    with app.test_request_context(), pytest.raises(UnsuitableFile, match=says) as refused:
        cleaned(content)

    assert refused.value.field == "photo"
    assert refused.value.status == 422


def test_a_picture_that_would_unfold_too_far_is_refused_before_it_does(app):
    small = bomb()
    assert len(small) < 300_000

    with app.test_request_context(), pytest.raises(UnsuitableFile, match="too many pixels"):
        cleaned(small)


def test_a_badge_shows_the_part_that_was_chosen(app):
    clean = cleaned(picture(size=(800, 800)))

    corner = opened(photos.badge(clean, Framing(across=0, down=0, zoom=400)))
    away = opened(photos.badge(clean, Framing(across=100, down=100, zoom=400)))

    assert corner.size == away.size == photos.BADGE
    assert corner.getpixel((200, 250))[0] > 200
    assert away.getpixel((200, 250))[2] > 100


@given(
    width=st.integers(240, 1600),
    height=st.integers(240, 1600),
    across=st.integers(0, 100),
    down=st.integers(0, 100),
    zoom=st.integers(100, 400),
)
def test_wherever_the_frame_stands_it_is_within_the_picture_and_in_proportion(
    width, height, across, down, zoom
):
    left, top, wide, high = Framing(across, down, zoom).box(width, height)

    assert left >= -1e-6
    assert top >= -1e-6
    assert left + wide <= width + 1e-6
    assert top + high <= height + 1e-6
    assert abs(wide / high - 413 / 531) < 1e-9
