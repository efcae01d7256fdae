"""Every template compiles, and somebody uses it."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import TemplateSyntaxError

from tests.house.floors import ROOT

TEMPLATES = ROOT / "templates"
ENDINGS = {".html", ".txt", ".svg", ".css", ".xml"}


def all_templates() -> list[str]:
    return sorted(str(p.relative_to(TEMPLATES)) for p in TEMPLATES.rglob("*") if p.suffix in ENDINGS)


def test_every_template_compiles(app):
    broken = []
    for name in all_templates():
        try:
            app.jinja_env.get_template(name)
        except TemplateSyntaxError as problem:
            broken.append(f"{name}: {problem}")

    assert broken == []


def test_every_template_is_used():
    words = "\n".join(
        path.read_text()
        for folder in ("fairapp", "templates")
        for path in (ROOT / folder).rglob("*")
        if is_text(path)
    )

    assert [name for name in all_templates() if not used(name, words)] == []


def test_every_template_that_is_named_exists():
    named = {
        name
        for path in (ROOT / "fairapp").rglob("*.py")
        for name in re.findall(r"""["']([a-z_]+/[a-z_-]+\.(?:html|txt))["']""", path.read_text())
    }

    assert named, "the views name no template?"
    assert sorted(named - set(all_templates())) == []


def test_every_letter_that_is_written_has_a_template():
    kinds = letters_written()

    assert kinds, "nobody writes letters?"
    assert sorted(kinds - {Path(name).stem for name in all_templates() if name.startswith("letters/")}) == []


def letters_written() -> set[str]:
    """First arguments of `write("kind", …)`, the outbox's verb and the helpers named after it."""
    return {
        kind
        for path in (ROOT / "fairapp").rglob("*.py")
        for kind in re.findall(r"""\b_?write\(\s*["']([a-z_-]+)["']""", path.read_text())
    }


def is_text(path: Path) -> bool:
    return path.suffix in ENDINGS | {".py"}


def used(name: str, words: str) -> bool:
    """Named in full; or a letter, a print or an error page, which are named within their folder."""
    stem = Path(name).stem
    if name.startswith("print/"):
        return f'"{Path(name).name}"' in words or f'"{name}"' in words
    if name.startswith("letters/"):
        return f'"{stem}"' in words or f'"{name}"' in words
    if name.startswith("errors/"):
        return (
            bool(re.search(rf"\b{stem}\b", (ROOT / "fairapp/core/web.py").read_text()))
            or f'"{name}"' in words
        )
    return f'"{name}"' in words
