"""The fair as everybody sees it."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import holds
from fairapp.booths import policy, queries, rules
from fairapp.booths.directory import Search, floor_plan, matching
from fairapp.booths.models import Booth, Exhibitor
from fairapp.booths.views.blueprint import Answer, bp, day_number, the_exhibitor, the_fair
from fairapp.cooperation import queries as cooperation
from fairapp.core.doors import EVERYONE, door
from fairapp.core.i18n import LANGUAGES
from fairapp.edition import queries as editions
from fairapp.edition import reference
from fairapp.edition.scope import current_edition
from fairapp.registration import rights


@bp.get("/")
@door(EVERYONE)
def fair() -> Answer:
    """The plan of a day and the directory of exhibitors."""
    edition = current_edition()
    number, search, shown_booth = day_number(edition), Search.of(request.args), request.args.get("booth", "")
    fair_of = the_fair()
    found = matching(fair_of.exhibitors, search)
    return render_template(
        "booths/fair.html",
        fair=fair_of,
        number=number,
        day=edition.days[number - 1],
        search=search,
        found=found,
        regions=rules.REGIONS,
        standing=fair_of.standing(edition.days[number - 1]),
        selected=next((b for b in fair_of.booths if b.code == shown_booth.upper()), None),
        plan=floor_plan(
            fair_of,
            edition.days[number - 1],
            _("Plan of the fair, day %(number)s", number=number),
            href=lambda booth, one: _lead(booth, one, number),
            selected=shown_booth.upper(),
            shown=None if search.everything else found,
        ),
    )


@bp.get("/exhibitors/<int:exhibitor_id>")
@door(EVERYONE)
def exhibitor(exhibitor_id: int) -> Answer:
    """Who an exhibitor is, where it stands, what it offers and seeks, whom to meet."""
    one = the_exhibitor(exhibitor_id)
    if not policy.may_see(current_user, one):
        abort(404)
    edition = current_edition()
    return render_template(
        "booths/exhibitor.html",
        one=one,
        may_edit=policy.may_edit(current_user, one),
        missing=", ".join(LANGUAGES[code] for code in one.blurb.missing()),
        may_allocate=holds(current_user, "secretariat", edition.id),
        topics=[t for t in editions.topics(edition.id) if t.code in one.topic_codes],
        goals=reference.sdg_goals(),
        targets=reference.sdg_targets(),
        entries=cooperation.of_delegation(one.delegation_id, published_only=True),
        staff=rights.those_who_may(one.delegation.participants, "be_requested"),
        takes_part=cooperation.takes_part(current_user, edition.id),
    )


@bp.get("/exhibitors/of/<int:delegation_id>")
@door(EVERYONE)
def of_delegation(delegation_id: int) -> Answer:
    """The exhibitor of a delegation: rooms below know the delegation only."""
    one = queries.of_delegation(delegation_id)
    if one is None or one.edition_id != current_edition().id:
        abort(404)
    return redirect(url_for("booths.exhibitor", exhibitor_id=one.id), 302)


def _lead(booth: Booth, one: Exhibitor | None, number: int) -> str:
    """A taken booth leads to its exhibitor, a free one to itself on the plan."""
    if one is not None:
        return url_for("booths.exhibitor", exhibitor_id=one.id)
    return url_for("booths.fair", day=number, booth=booth.code, _anchor="booth")
