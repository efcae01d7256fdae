"""The room's blueprint, and what its views share."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.core import clock
from fairapp.core.doors import may_knock, require
from fairapp.edition.rules import registration_is_open
from fairapp.edition.scope import current_edition, edition_blueprint
from fairapp.registration import policy, queries, rules, words
from fairapp.registration.models import Delegation
from fairapp.registration.order import place_label

bp = edition_blueprint("registration", __name__)
Answer = str | Response | tuple[str, int]


def delegation_seen(delegation_id: int) -> Delegation:
    """The delegation of that number, if the visitor may see its working page."""
    found = queries.delegation(current_edition().id, delegation_id) or abort(404)
    require(policy.may_see(current_user, found))
    return found


def delegation_edited(delegation_id: int) -> Delegation:
    """The delegation of that number, if the visitor may change its composition."""
    found = queries.delegation(current_edition().id, delegation_id) or abort(404)
    require(policy.may_edit(current_user, found))
    return found


def to_delegation(delegation: Delegation) -> Response:
    """Back to the delegation's page."""
    return redirect(url_for("registration.delegation", delegation_id=delegation.id), 303)


bp.add_app_template_global(place_label)


@bp.app_template_global("credential")
def credential(status: str) -> dict[str, Any]:
    """How a status is shown: its word, tone and colour."""
    return {"label": words.STATUS[status], "tone": words.TONE[status], "colour": words.COLOUR[status]}


DESK = (
    ("registration.overview", _l("Where we stand")),
    ("registration.delegations", _l("Delegations")),
    ("registration.people", _l("People")),
    ("registration.queue", _l("To decide")),
    ("registration.roster", _l("Roster")),
    ("registration.lists", _l("List of participants")),
    ("registration.precedence", _l("Precedence")),
    ("registration.categories", _l("Categories and rights")),
    ("registration.import_people", _l("Import")),
)
"""The pages of the registration desk, as tabs over each of them."""


@bp.app_template_global("registration_desk")
def registration_desk() -> list[dict[str, Any]]:
    """The tabs of the registration desk for this visitor, the present one marked."""
    return [
        {"label": label, "href": url_for(endpoint), "current": request.endpoint == endpoint}
        for endpoint, label in DESK
        if endpoint in current_app.view_functions and may_knock(endpoint, current_user, current_edition().id)
    ]


def is_open() -> bool:
    """Whether focal points may still enter and change people."""
    return registration_is_open(current_edition(), clock.now())


def may_change_now(delegation: Delegation) -> bool:
    """Whether the visitor finds the composition open, now."""
    if delegation.status in rules.AWAY or not policy.may_edit(current_user, delegation):
        return False
    return (
        is_open() or delegation.status == "returned" or policy.may_invite(current_user, delegation.edition_id)
    )
