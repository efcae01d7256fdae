"""The command line does the main job too, and reads well."""

from __future__ import annotations

import pytest
from flask.cli import ScriptInfo


@pytest.fixture
def flask(app, demo):
    """`flask("timetable", "check", …)` runs a command on the demo edition."""
    runner = app.test_cli_runner()
    return lambda *words: runner.invoke(app.cli, list(words), obj=ScriptInfo(create_app=lambda: app))


def test_every_group_and_command_says_what_it_does(app, flask):
    def walk(command, path):
        assert command.help, f"flask {' '.join(path)} has no help"
        for name, sub in getattr(command, "commands", {}).items():
            walk(sub, [*path, name])

    own = [name for name in app.cli.list_commands(None) if name not in {"db", "run", "shell", "routes"}]
    assert {"demo", "timetable", "documents", "jobs"} <= set(own)
    for name in own:
        walk(app.cli.get_command(None, name), [name])


def test_the_timetable_of_the_demo_is_proven_free_of_overlaps(flask):
    done = flask("timetable", "check", "--edition", "demo")

    assert done.exit_code == 0, done.output
    assert "Nothing overlaps." in done.output


def test_an_unknown_edition_is_a_sentence(flask):
    done = flask("timetable", "check", "--edition", "nowhere")

    assert done.exit_code != 0
    assert "There is no edition “nowhere”. Editions: demo." in done.output


@pytest.mark.parametrize("name", ["rapporteur-report", "list-of-participants", "schedule"])
@pytest.mark.parametrize("lang", ["en", "es", "fr", "pt"])
def test_each_print_is_rendered_in_each_language(flask, tmp_path, name, lang):
    target = tmp_path / "out.pdf"

    done = flask("documents", "render", name, "--edition", "demo", "--lang", lang, "--output", str(target))

    assert done.exit_code == 0, done.output
    assert target.read_bytes().startswith(b"%PDF-1.7")


def test_loading_the_demo_twice_changes_nothing(flask):
    done = flask("demo", "load")

    assert done.exit_code == 0
    assert "The demo edition is loaded already." in done.output


def test_the_first_owner_is_made_on_the_command_line_and_may_open_an_edition(app, clean, visit):
    runner = app.test_cli_runner()
    password = "a long and calm sentence"
    for words in (
        ["accounts", "add", "first@example.org", "--name", "Ada Example", "--role", "owner"],
        ["accounts", "password", "first@example.org", "--password", password],
    ):
        done = runner.invoke(app.cli, words, obj=ScriptInfo(create_app=lambda: app))
        assert done.exit_code == 0, done.output

    owner = visit(None)
    owner.sign_in("first@example.org", password)
    assert owner.get("/editions/new").status == 200
