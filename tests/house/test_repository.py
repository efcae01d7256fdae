"""What the repository holds, and what it must not."""

from __future__ import annotations

import gzip
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(("pattern", "budget"), [("static/css/*.css", 30_000), ("static/js/*.js", 20_000)])
def test_styles_and_scripts_stay_small(pattern, budget):
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in ROOT.glob(pattern))

    assert 0 < weight < budget
