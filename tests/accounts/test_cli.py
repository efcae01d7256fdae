"""The command line of accounts and editions."""

from __future__ import annotations

from fairapp.accounts import services
from fairapp.accounts.queries import by_email


def _run(app, *words, **more):
    return app.test_cli_runner().invoke(args=list(words), **more)


def test_an_account_is_added_with_a_role_and_again_without_harm(demo, app):
    words = (
        "accounts",
        "add",
        "New@Example.org",
        "--name",
        "N. Ew",
        "--role",
        "protocol",
        "--edition",
        "demo",
    )
    for _ in range(2):
        result = _run(app, *words)
        assert result.exit_code == 0, result.output
    user = by_email("new@example.org")
    assert user.name == "N. Ew"
    assert [(g.role, g.edition_id) for g in user.grants] == [("protocol", demo.edition.id)]


def test_an_owner_needs_no_edition_and_others_do(demo, app):
    assert _run(app, "accounts", "add", "o@example.org", "--role", "owner").exit_code == 0
    assert by_email("o@example.org").holds("owner")
    result = _run(app, "accounts", "add", "p@example.org", "--role", "protocol")
    assert result.exit_code == 1
    assert "A role needs --edition" in result.output
    assert by_email("p@example.org") is None


def test_what_the_command_cannot_use_is_said(demo, app):
    assert "not an e-mail address" in _run(app, "accounts", "add", "nobody").output
    result = _run(app, "accounts", "add", "q@example.org", "--role", "press", "--edition", "nowhere")
    assert "There is no edition “nowhere”" in result.output
    assert "demo" in result.output


def test_a_password_is_asked_for_twice_and_set(demo, app):
    result = _run(
        app, "accounts", "password", "delegate@example.org", input="a new sentence\na new sentence\n"
    )
    assert result.exit_code == 0, result.output
    assert "a new sentence" not in result.output
    assert services.check_password("delegate@example.org", "a new sentence")


def test_a_short_password_and_an_unknown_address_are_refused(demo, app):
    assert (
        "At least 10" in _run(app, "accounts", "password", "delegate@example.org", "--password", "x").output
    )
    assert (
        "Nobody signs in" in _run(app, "accounts", "password", "x@example.org", "--password", "x" * 12).output
    )


def test_editions_are_listed(demo, app):
    output = _run(app, "editions", "list").output
    assert output.startswith("demo ")
    assert "2027-04-22 to 2027-04-23" in output
