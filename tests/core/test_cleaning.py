"""Papers from outside are made harmless, or refused with a sentence that says what to do."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from fairapp.core import cleaning
from fairapp.demo.letter import specimen

N, D = pikepdf.Name, pikepdf.Dictionary


@pytest.fixture(autouse=True)
def _speaking(clean):
    with clean.test_request_context():
        yield


def run():
    """An act that starts a program."""
    return D(S=N.Launch, F=pikepdf.String("harm.exe"))


def script():
    """An act that runs a script."""
    return D(S=N.JavaScript, JS=pikepdf.String("app.alert('harm')"))


def plain():
    return specimen("TEST").read()


def paper(prepare):
    """The specimen letter with something in it."""
    with pikepdf.open(BytesIO(plain())) as opened:
        prepare(opened)
        out = BytesIO()
        opened.save(out)
    return out.getvalue()


def _opening_script(p):
    p.Root.OpenAction = p.make_indirect(script())


def _named_script(p):
    p.Root.Names = D(JavaScript=D(Names=pikepdf.Array([pikepdf.String("harm"), script()])))


def _page_act(p):
    p.pages[0].obj.AA = D(O=run())


def _link_that_runs(p):
    link = D(Type=N.Annot, Subtype=N.Link, Rect=[0, 0, 9, 9], A=run())
    p.pages[0].obj.Annots = pikepdf.Array([link])


def _chained_act(p):
    harmless = D(S=N.GoTo, D=pikepdf.Array([p.pages[0].obj, N.Fit]), Next=pikepdf.Array([run()]))
    p.pages[0].obj.Annots = pikepdf.Array(
        [p.make_indirect(D(Type=N.Annot, Subtype=N.Link, Rect=[0, 0, 9, 9], A=harmless))]
    )


def _form_script(p):
    field = p.make_indirect(D(FT=N.Tx, T=pikepdf.String("name"), AA=D(K=script())))
    p.Root.AcroForm = D(Fields=pikepdf.Array([field]), XFA=pikepdf.String("<harm/>"))


@pytest.mark.parametrize(
    "prepare", [_opening_script, _named_script, _page_act, _link_that_runs, _chained_act, _form_script]
)
def test_what_acts_by_itself_is_removed_and_the_page_stays(prepare):
    cleaned, pages = cleaning.pdf(paper(prepare))

    assert pages == 1
    with pikepdf.open(BytesIO(cleaned)) as opened:
        everything = b"".join(each.unparse(resolved=True) for each in opened.objects)
        assert "specimen" in opened.pages[0].Contents.read_bytes().decode()
    assert b"harm" not in everything


def test_a_paper_without_anything_to_fear_is_left_as_it_is_so_that_its_signature_stays_good():
    assert cleaning.pdf(plain()) == (plain(), 1)


def _attachment(p):
    p.attachments["harm.exe"] = b"MZ"


def _pinned_file(p):
    p.pages[0].obj.Annots = pikepdf.Array([D(Type=N.Annot, Subtype=N.FileAttachment, Rect=[0, 0, 9, 9])])
    p.pages[0].obj.Annots[0] = p.make_indirect(p.pages[0].obj.Annots[0])


def _portfolio(p):
    p.Root.Collection = D()


@pytest.mark.parametrize("prepare", [_attachment, _pinned_file, _portfolio])
def test_a_paper_that_carries_other_files_is_refused(prepare):
    with pytest.raises(cleaning.Unreadable, match="carries other files"):
        cleaning.pdf(paper(prepare))


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_protected_paper_is_refused(password):
    out = BytesIO()
    with pikepdf.open(BytesIO(plain())) as opened:
        opened.save(out, encryption=pikepdf.Encryption(owner="owner", user=password))

    with pytest.raises(cleaning.Unreadable, match="protected"):
        cleaning.pdf(out.getvalue())


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.4\nnonsense\n%%EOF", plain()[:200]])
def test_a_damaged_paper_is_refused(content):
    with pytest.raises(cleaning.Unreadable, match="damaged"):
        cleaning.pdf(content)


def photograph(kind="JPEG", size=(60, 40), **saved):
    out = BytesIO()
    Image.new("RGB", size, "navy").save(out, kind, **saved)
    return out.getvalue()


def test_a_photograph_loses_place_and_maker_and_stands_upright():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker of cameras", 6
    exif.get_ifd(0x8825)[1] = "N"

    cleaned = cleaning.image(photograph(exif=exif), "JPEG")

    with Image.open(BytesIO(cleaned)) as drawn:
        assert drawn.size == (40, 60)
        assert not dict(drawn.getexif())
    assert b"Maker of cameras" not in cleaned


def test_what_was_hidden_behind_a_picture_is_gone():
    cleaned = cleaning.image(photograph("PNG") + b"<script>harm()</script>", "PNG")

    assert b"harm" not in cleaned


def test_a_picture_larger_than_any_camera_takes_is_refused_before_it_is_drawn():
    header = photograph("PNG", (1, 1))
    huge = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    with pytest.raises(cleaning.Unreadable):
        cleaning.image(huge, "PNG")


def test_a_picture_of_many_pixels_says_so(monkeypatch):
    monkeypatch.setattr(cleaning, "MOST_PIXELS", 100)

    with pytest.raises(cleaning.Unreadable, match="too many pixels"):
        cleaning.image(photograph(), "JPEG")


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_damaged_picture_is_refused(kind):
    with pytest.raises(cleaning.Unreadable, match="damaged"):
        cleaning.image(photograph(kind)[:60], kind)
