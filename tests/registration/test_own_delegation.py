"""A focal point sees and changes its own delegation and no other: asked of every address there is."""

from __future__ import annotations

import pytest

from fairapp.core.doors import SIGNED_IN, door_of
from tests.house.examples import EXAMPLES


def _some(_demo, _rule):
    return 1


def routes(app):
    """Every route about one delegation, with a method to try it by."""
    for rule in app.url_map.iter_rules():
        if "delegation_id" in rule.arguments and rule.endpoint.startswith("registration."):
            for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
                yield rule, method


def address(app, rule, demo, **given):
    values = {name: EXAMPLES.get(name, _some)(demo, rule) for name in rule.arguments} | given
    with app.test_request_context():
        return app.url_map.bind("fairapp.test").build(rule.endpoint, values, method=None)


def answers(app, demo, visitor, wanted, **given):
    """What the visitor is answered, by route and method, where it is not ``wanted``."""
    found = {}
    for rule, method in routes(app):
        url = address(app, rule, demo, **given)
        sent = {"csrf_token": visitor._token()} if method == "POST" else None
        status = visitor._open(method, url, data=sent).status
        if status != wanted(rule):
            found[f"{method} {rule.endpoint}"] = status
    return found


def test_there_are_such_routes(app):
    assert len(list(routes(app))) > 20


def test_another_delegations_pages_are_closed_to_a_focal_point(app, demo, visit):
    theirs = demo.delegation("JM").id

    assert answers(app, demo, visit("focal"), lambda _rule: 403, delegation_id=theirs) == {}


def test_every_page_of_a_delegation_sends_a_stranger_to_the_sign_in(app, demo, visit):
    assert answers(app, demo, visit(), lambda _rule: 302) == {}


def test_whoever_is_only_a_participant_manages_nothing(app, demo, visit):
    own = demo.delegation("JM").id

    assert answers(app, demo, visit("delegate"), lambda _rule: 403, delegation_id=own) == {}


def test_things_of_another_delegation_are_not_found_under_the_own(app, demo, visit):
    """Jamaica's people and letters under Chile's address: whoever manages Chile finds nothing, and
    where the door is not theirs at all it stays shut."""
    focal, own = visit("focal"), demo.delegation("CL").id
    things = {"participant_id", "letter_id", "invitation_id", "change_id", "photo_id"}
    found = {}
    for rule, method in routes(app):
        if not things & rule.arguments:
            continue
        expected = 404 if door_of(app, rule.endpoint) is SIGNED_IN else 403
        sent = {"csrf_token": focal._token()} if method == "POST" else None
        status = focal._open(method, address(app, rule, demo, delegation_id=own), data=sent).status
        if status != expected:
            found[f"{method} {rule.endpoint}"] = status
    assert found == {}


@pytest.mark.parametrize("short", ["focal", "delegate", None])
def test_a_delegation_that_is_not_there_is_not_found(demo, visit, short):
    visit(short).get("/demo/delegations/999999", 404 if short else 302)
