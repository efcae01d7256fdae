"""The protocol officer's queue: one case after the other, by keyboard or by buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from fairapp.accounts.policy import PROTOCOL
from fairapp.core.db import db, transaction
from fairapp.core.doors import door
from fairapp.core.refusals import Refusal
from fairapp.edition.scope import current_edition
from fairapp.registration import composed, proposals, queries, rules, services, waiting
from fairapp.registration.errors import CredentialElsewhere, DecidedMeanwhile
from fairapp.registration.forms import DecisionForm
from fairapp.registration.models import Delegation, Participant
from fairapp.registration.services.approval import open_changes_in
from fairapp.registration.views.badges import issued
from fairapp.registration.views.blueprint import Answer, bp
from fairapp.registration.waiting import KINDS, Case

BEFORE, BESIDE = 6, 40
"""Cases shown before the present one, and in all: the list is a window on a queue of any length."""


@bp.get("/delegations/queue")
@door(PROTOCOL)
def queue() -> Answer:
    """What waits for a decision: the list, and one case with what is needed to decide it."""
    cases = waiting.cases(current_edition().id)
    return _page(cases, _wanted(cases, request.args.get("case", "")))


@bp.post("/delegations/queue")
@door(PROTOCOL)
def decide() -> Answer:
    """One decision; then the next case comes. Somebody may have been quicker: that is said, and the
    next case comes too."""
    form = DecisionForm()
    matter = _matter(request.form.get("case", ""))
    act = ACTS.get((request.form.get("case", "").partition("-")[0], request.form.get("act", "")))
    if act is None:
        abort(400)
    if matter is None:
        flash(_("Somebody decided this meanwhile."), "warn")
        return _next()
    name = str(matter.delegation.name)
    if not form.validate_on_submit():
        return _again(form, 422)
    try:
        with transaction():
            done = act(matter, form)
    except (CredentialElsewhere, DecidedMeanwhile) as meanwhile:
        flash(f"{name}: {meanwhile.message}", "warn")
        return _next()
    except Refusal as refusal:
        form.show(refusal)
        return _again(form, refusal.status)
    flash(f"{name}: {done}", "ok")
    return _next()


@dataclass(frozen=True)
class Matter:
    """What a case is about."""

    delegation: Delegation
    person: Participant | None = None


def _verify(matter: Matter, form: DecisionForm) -> str:
    if matter.delegation.letter:
        services.describe_letter(
            matter.delegation.letter,
            dated=form.dated.data,
            signatory=form.signatory.data,
            by=current_user,
        )
    services.verify(matter.delegation, by=current_user, version=form.opened_version())
    return _("The credential is verified.")


def _accredit(matter: Matter, form: DecisionForm) -> str:
    services.accredit(matter.delegation, by=current_user, version=form.opened_version())
    return _("The delegation is accredited.")


def _return(matter: Matter, form: DecisionForm) -> str:
    services.return_credential(matter.delegation, form.reason.data, by=current_user)
    return _("The credential was returned; the focal points are told why.")


def _approve_person(matter: Matter, form: DecisionForm) -> str:
    person = _of(matter)
    services.approve_person(person, by=current_user, version=form.opened_version())
    return _("%(name)s takes part.", name=person.name)


def _refuse_person(matter: Matter, form: DecisionForm) -> str:
    person, name = _of(matter), _of(matter).name
    services.refuse_person(person, form.reason.data, by=current_user, version=form.opened_version())
    return _("%(name)s was not accepted; the focal points are told why.", name=name)


def _approve_changes(matter: Matter, form: DecisionForm) -> str:
    services.approve_changes(matter.delegation, form.changes.data, by=current_user)
    return _("The changes are approved.")


def _refuse_changes(matter: Matter, form: DecisionForm) -> str:
    services.refuse_changes(matter.delegation, form.changes.data, form.reason.data, by=current_user)
    return _("The changes are refused; the focal points are told why.")


def _issue(matter: Matter, _form: DecisionForm) -> str:
    return issued(len(services.issue_badges(matter.delegation, by=current_user)))


ACTS: dict[tuple[str, str], Callable[[Matter, DecisionForm], str]] = {
    ("letter", "verify"): _verify,
    ("letter", "return"): _return,
    ("accredit", "accredit"): _accredit,
    ("accredit", "return"): _return,
    ("person", "approve"): _approve_person,
    ("person", "refuse"): _refuse_person,
    ("changes", "approve"): _approve_changes,
    ("changes", "refuse"): _refuse_changes,
    ("badges", "issue"): _issue,
}


def _of(matter: Matter) -> Participant:
    if matter.person is None:
        raise DecidedMeanwhile(_("Somebody decided this meanwhile."))
    return matter.person


def _matter(key: str) -> Matter | None:
    """What the case of that key speaks of, if it is of this edition and still there."""
    kind, _dash, number = key.partition("-")
    if kind not in KINDS or not number.isdigit():
        return None
    edition_id = current_edition().id
    if kind != "person":
        found = queries.delegation(edition_id, int(number))
        return Matter(found) if found else None
    person = db.session.get(Participant, int(number))
    if person is None or person.edition_id != edition_id:
        return None
    delegation = queries.delegation(edition_id, person.delegation_id)
    return Matter(delegation, person) if delegation else None


def _next() -> Response:
    """To the case that followed, within the kind that was looked at."""
    case, kind = request.form.get("then") or None, request.form.get("kind") or None
    return redirect(url_for("registration.queue", case=case, kind=kind, _anchor="case-title"), 303)


def _again(form: DecisionForm, status: int) -> Answer:
    """The same case as it is now, with what was typed and what stands in the way."""
    db.session.expire_all()
    cases = waiting.cases(current_edition().id)
    case = next((each for each in cases if each.key == request.form.get("case")), None)
    if case is None:
        flash(_("Somebody decided this meanwhile."), "warn")
        return _next()
    return _page(cases, case, form), status


def _wanted(cases: list[Case], key: str) -> Case | None:
    kind = request.args.get("kind", "")
    there = [case for case in cases if kind in {"", case.kind}]
    return next((case for case in there if case.key == key), there[0] if there else None)


def _page(cases: list[Case], case: Case | None, form: DecisionForm | None = None) -> str:
    kind = request.values.get("kind", "")
    there = [each for each in cases if kind in {"", each.kind}]
    at = there.index(case) if case in there else 0
    first = max(0, min(at - BEFORE, len(there) - BESIDE))
    return render_template(
        "registration/queue.html",
        there=there[first : first + BESIDE],
        earlier=first,
        later=max(0, len(there) - first - BESIDE),
        total=len(there),
        place=at + 1,
        kind=kind,
        kinds={each: sum(other.kind == each for other in cases) for each in KINDS},
        case=case,
        previous=there[at - 1] if case and at > 0 else None,
        following=there[at + 1] if case and at + 1 < len(there) else None,
        **(_of_case(case, form) if case else {}),
    )


def _of_case(case: Case, form: DecisionForm | None) -> dict[str, object]:
    matter = _matter(case.key)
    if matter is None:
        abort(404)
    delegation, person = matter.delegation, matter.person
    version = person.version if person else delegation.version
    fresh = form or DecisionForm(formdata=None, obj=delegation.letter)
    # Whoever decides again does so in knowledge of what the page now says.
    fresh.version.data = version
    changes = open_changes_in(each.id for each in delegation.participants)
    return {
        "delegation": delegation,
        "person": person,
        "groups": composed.composition(delegation, changes),
        "lacks": rules.lacks_of(delegation),
        "changes": [(each, changes[each.id]) for each in delegation.participants if each.id in changes],
        "form": fresh,
        "fields": proposals.FIELD,
        "shown": proposals.shown,
    }
