"""The floor plan, as shapes and as a drawing."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from fairapp.booths.models import Booth
from fairapp.booths.plan import Occupant, draw, extent

SVG = "{http://www.w3.org/2000/svg}"


def _booth(number, x=0, y=0, width=30):
    return Booth(id=number, code=f"A0{number}", x=x, y=y, width=width, depth=30, power=True)


def _draw(booths, standing, **more):
    return draw(None, booths, standing, title="Plan", href=lambda b, _who: f"#{b.code}", **more)


def test_a_free_booth_says_so_and_a_taken_one_says_who(demo):
    plan = _draw([_booth(1), _booth(2, 30)], {1: Occupant("Casa Ejemplo", ["#0B6FA4"], ["Water"])})

    taken, free = plan.booths
    assert taken.sentence == "Booth A01: Casa Ejemplo (Water)"
    assert (taken.free, taken.color) == (False, "#0B6FA4")
    assert free.sentence == "Booth A02, free, 3 × 3 m"
    assert free.free


def test_further_topics_are_stripes_within_the_booth(demo):
    colors = ["#0B6FA4", "#B45309", "#2F6B2F", "#475569"]
    shape = _draw([_booth(1, 100, 50, 60)], {1: Occupant("H", colors, [])}).booths[0]

    assert [s.color for s in shape.stripes] == colors[1:]
    assert shape.stripes[0].x >= 100
    assert shape.stripes[-1].x + shape.stripes[-1].width <= 160
    assert all(50 < s.y < 80 for s in shape.stripes)


def test_what_was_not_searched_for_steps_back(demo):
    plan = _draw([_booth(1), _booth(2, 30)], {}, selected="A02", shown={1})
    assert [b.dimmed for b in plan.booths] == [False, True]
    assert [b.selected for b in plan.booths] == [False, True]


def test_a_hall_nobody_described_is_as_large_as_its_booths(demo):
    assert extent([_booth(1, 100, 20)]) == (140, 60)
    assert _draw([], {}).empty


def test_the_drawing_is_well_formed_and_names_every_booth(demo, visit):
    page = visit().get("/demo/fair/")
    source = page.text[page.text.index('<svg class="plan-drawing"') :]
    root = ET.fromstring(source[: source.index("</svg>") + len("</svg>")])

    links = root.findall(f".//{SVG}a")
    assert len(links) == 24
    titles = [link.find(f"{SVG}title").text for link in links]
    assert titles[0] == "Booth A01: Puerto Aurora Water and Sanitation Utility (Water)"
    assert sum("free" in title for title in titles) == 1
    assert all(link.get("href") for link in links)
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text.startswith("23 of 24 booths are taken")


def test_booths_stay_inside_the_hall_and_off_each_other(demo):
    from fairapp.booths import queries, rules

    booths, hall = queries.booths(demo.edition.id), queries.hall(demo.edition.id)
    assert all(b.x + b.width <= hall.width and b.y + b.depth <= hall.depth for b in booths)
    pairs = [(a.code, b.code) for i, a in enumerate(booths) for b in booths[i + 1 :] if rules.overlap(a, b)]
    assert pairs == []
