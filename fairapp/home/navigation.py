"""The main navigation: what each visitor finds at the top of every page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from fairapp.accounts.policy import holds
from fairapp.home.queries import is_participant


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    label: str
    href: str
    icon: str
    current: bool = False


def init_app(app: Flask) -> None:
    """Give every page its navigation."""
    app.context_processor(lambda: {"nav": items()})


def items() -> list[NavItem]:
    """What this visitor may go to in this edition; nothing outside one."""
    if g.get("edition") is None:
        return []
    offered = [*_for_everyone(), *_for_tasks(current_user, g.edition.id)]
    here = _section_of(request.path, [item.href for item in offered])
    return [NavItem(i.label, i.href, i.icon, current=i.href == here) for i in offered]


def _for_everyone() -> Iterator[NavItem]:
    if current_user.is_authenticated:
        yield NavItem(_("Home"), url_for("pages.my_home"), "house")
        if is_participant(current_user, g.edition.id):
            yield NavItem(_("My agenda"), url_for("pages.my_agenda"), "calendar-check")
            yield NavItem(_("Meetings"), url_for("meetings.mine"), "handshake")
        yield from _for_those_in_charge(current_user, g.edition.id)
    yield NavItem(_("Programme"), url_for("agenda.programme"), "calendar-days")
    yield NavItem(_("Participants"), url_for("registration.participants"), "users")
    yield NavItem(_("Fair"), url_for("booths.fair"), "store")
    yield NavItem(_("Cooperation"), url_for("cooperation.entries"), "hand-helping")
    yield NavItem(_("Documents"), url_for("documents.documents"), "files")


def _for_those_in_charge(user: Any, edition_id: int) -> Iterator[NavItem]:
    """What a focal point or an exhibitor looks after."""
    delegations = user.scopes("focal_point", edition_id)
    if len(delegations) == 1:
        to = url_for("registration.delegation", delegation_id=delegations[0])
        yield NavItem(_("My delegation"), to, "landmark")
    elif delegations:
        yield NavItem(_("My delegations"), url_for("registration.my_delegations"), "landmark")
    exhibitors = user.scopes("exhibitor", edition_id)
    if len(exhibitors) == 1:
        to = url_for("booths.exhibitor", exhibitor_id=exhibitors[0])
        yield NavItem(_("My booth"), to, "badge-check")


def _for_tasks(user: Any, edition_id: int) -> Iterator[NavItem]:
    secretariat = holds(user, "secretariat", edition_id)
    if secretariat or holds(user, "protocol", edition_id):
        yield NavItem(_("Delegations"), url_for("registration.delegations"), "landmark")
    if secretariat:
        yield NavItem(_("Editor"), url_for("agenda.editor"), "calendar-clock")
        yield NavItem(_("Booths"), url_for("booths.allocation"), "map")
        yield NavItem(_("Meetings"), url_for("meetings.board"), "handshake")
        yield NavItem(_("Desk"), url_for("desk.overview"), "layout-dashboard")
    if holds(user, "rapporteur", edition_id):
        yield NavItem(_("Records"), url_for("outcomes.records"), "file-pen")


def _section_of(path: str, hrefs: list[str]) -> str | None:
    """The entry whose part of the house the page lies in: the longest address that leads there.

    “/demo/fair/allocation” belongs to the booths, “/demo/fair/exhibitors/3” to the fair; the pages
    around the editor (“/demo/agenda/items”) to the editor.
    """

    def part(href: str) -> str:
        return href.removesuffix("editor").removesuffix("mine")

    return max((h for h in hrefs if path.startswith(part(h))), key=lambda h: len(part(h)), default=None)
