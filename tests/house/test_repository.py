"""What the repository holds, and what it must not."""

from __future__ import annotations

import gzip
import re
import subprocess
from functools import cache
from pathlib import Path

from tests.house.floors import ROOT

MACHINE = re.compile("/" + r"(?:home/\w+|root|Users/\w+|work/(?:main|shared)|mnt/\w+)/")
PROTECTED = re.compile(
    r"seal|sello|escudo|sceau|coat.of.arms|e-web-goal|sdg.?(icon|wheel|logo)", re.IGNORECASE
)
PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".avif"}


@cache
def files() -> list[Path]:
    """Every file that is committed or about to be."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / line for line in listed.stdout.splitlines() if (ROOT / line).is_file()]


def test_no_path_of_anybodys_machine():
    named = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in files()
        if path.suffix not in PICTURES | {".ttf", ".woff2", ".pdf"} and "vendor" not in path.parts
        for found in MACHINE.finditer(path.read_text(errors="replace"))
    ]

    assert named == []


def test_no_emblem_that_belongs_to_somebody_else():
    """The seal of the OAS and the icons of the goals may not be shipped; our emblem is neutral."""
    assert [path.name for path in files() if path.suffix in PICTURES and PROTECTED.search(path.name)] == []


def test_every_command_the_readme_names_exists():
    named = set(re.findall(r"\./(script/[a-z-]+)", (ROOT / "README.md").read_text()))

    assert {"script/demo", "script/test"} <= named
    assert [name for name in named if not (ROOT / name).stat().st_mode & 0o111] == []


def test_styles_stay_small():
    assert 0 < sum(map(weight, ROOT.glob("static/css/*.css"))) < 30_000


def test_no_page_loads_more_than_a_little_script():
    """The tools that need scripts most are one page's each; every page has `app.js` besides."""
    scripts = {path.stem: path for path in ROOT.glob("static/js/*.js")}
    tools = [name for name in scripts if name.startswith(("agenda-editor", "floor-plan", "scanner"))]

    assert sum(scripts[name].stat().st_size for name in tools) < 60_000
    assert weight(scripts["app"]) + sum(weight(scripts[name]) for name in tools) < 20_000
    assert max(weight(path) for path in scripts.values()) < 5_000


def weight(path):
    """Bytes that travel."""
    return len(gzip.compress(path.read_bytes(), 9))
