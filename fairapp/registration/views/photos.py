"""The photograph of a participant: upload, cut to the badge, look at, take away."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from fairapp.core import files, photos
from fairapp.core.db import transaction
from fairapp.core.doors import SIGNED_IN, door
from fairapp.core.refusals import Refusal
from fairapp.registration import services
from fairapp.registration.forms import ActForm, CropForm, PhotoForm
from fairapp.registration.models import Participant
from fairapp.registration.services import photos as kept
from fairapp.registration.views.blueprint import (
    Answer,
    bp,
    delegation_edited,
    delegation_seen,
    to_delegation,
)
from fairapp.registration.views.people import person_of, shown

PERSON = "/delegations/<int:delegation_id>/people/<int:participant_id>"


@bp.get(f"{PERSON}/photo.jpg")
@door(SIGNED_IN)
def photo(delegation_id: int, participant_id: int) -> Response:
    """The photograph, for those who may see the delegation."""
    key = person_of(delegation_seen(delegation_id), participant_id).photo_key
    if key is None:
        abort(404)
    return _picture(files.serve(key, name="photo.jpg", mime="image/jpeg", inline=True))


@bp.route(f"{PERSON}/photo", methods=["GET", "POST"])
@door(SIGNED_IN)
def edit_photo(delegation_id: int, participant_id: int) -> Answer:
    """Choose a photograph; the next page cuts it."""
    delegation = delegation_edited(delegation_id)
    person = person_of(delegation, participant_id)
    form, status = PhotoForm(), 200
    if form.validate_on_submit():
        try:
            token = _sealer().dumps([person.id, kept.receive_upload(form.photo.data)])
            return redirect(_to("crop_photo", person, token=token), 303)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    answer = render_template(
        "registration/photo.html",
        form=form,
        act_form=ActForm(formdata=None),
        delegation=delegation,
        person=person,
    )
    return answer, shown(form.errors, status)


@bp.route(f"{PERSON}/photo/<token>", methods=["GET", "POST"])
@door(SIGNED_IN)
def crop_photo(delegation_id: int, participant_id: int, token: str) -> Answer:
    """Choose what of the picture goes on the badge; the rest is not kept."""
    delegation = delegation_edited(delegation_id)
    person = person_of(delegation, participant_id)
    key, content = _upload(person, token)
    form, status = CropForm(), 200
    if form.validate_on_submit() and not form.look.data:
        try:
            cut = kept.store_photo(photos.badge(content, form.framing))
            with transaction():
                services.set_photo(person, cut, by=current_user)
            kept.discard_upload(key)
            flash(_("The photograph of %(name)s was saved.", name=person.name), "ok")
            return to_delegation(delegation)
        except Refusal as refusal:
            form.show(refusal)
            status = refusal.status
    answer = render_template(
        "registration/crop_photo.html",
        form=form,
        delegation=delegation,
        person=person,
        token=token,
        size=photos.size_of(content),
        box=form.framing.box(*photos.size_of(content)),
    )
    return answer, shown(form.errors, status)


@bp.get(f"{PERSON}/photo/<token>/upload.jpg")
@door(SIGNED_IN)
def uploaded_photo(delegation_id: int, participant_id: int, token: str) -> Response:
    """The cleaned upload that is being cut, for whoever cuts it."""
    key, _content = _upload(person_of(delegation_edited(delegation_id), participant_id), token)
    return _picture(files.serve(key, name="upload.jpg", mime="image/jpeg", inline=True))


@bp.post(f"{PERSON}/photo/remove")
@door(SIGNED_IN)
def remove_photo(delegation_id: int, participant_id: int) -> Response:
    """Take the photograph away."""
    delegation = delegation_edited(delegation_id)
    person = person_of(delegation, participant_id)
    with transaction():
        services.remove_photo(person, by=current_user)
    flash(_("The photograph of %(name)s was removed.", name=person.name), "ok")
    return to_delegation(delegation)


@bp.app_template_global("photo_url")
def photo_url(person: Participant) -> str:
    """Address of somebody's photograph, which changes with it."""
    return _to("photo", person, v=(person.photo_key or "")[-16:-4])


def _picture(response: Response) -> Response:
    # Faces stay with those who may see them: in their browser, in nobody's shared cache, on no other page.
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _upload(person: Participant, token: str) -> tuple[str, bytes]:
    try:
        person_id, key = _sealer().loads(token, max_age=int(kept.KEPT_FOR.total_seconds()))
    except BadSignature:
        abort(404)
    content = kept.uploaded(key) if person_id == person.id else None
    return key, content or abort(404)


def _to(name: str, person: Participant, **values: Any) -> str:
    return url_for(
        f"registration.{name}", delegation_id=person.delegation_id, participant_id=person.id, **values
    )


def _sealer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="photo-upload")
