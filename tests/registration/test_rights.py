"""What people of each category may do, and that it is asked wherever it matters."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from fairapp.agenda.errors import NoVoice
from fairapp.agenda.services import OnDuty
from fairapp.core.audit import AuditEntry
from fairapp.core.db import db, transaction
from fairapp.core.i18n import Translated
from fairapp.core.refusals import Stale
from fairapp.edition import reference
from fairapp.edition.queries import slots
from fairapp.meetings import directory, policy
from fairapp.meetings.errors import NotForCategory
from fairapp.meetings.services import Wish, accept_meeting, ask_for_meeting, cancel_meeting
from fairapp.registration import rights, services
from fairapp.registration.models import CategoryRights, Delegation, Participant, Zone
from tests.agenda.acts import added
from tests.registration.helpers import facts, person
from tests.selects import selects

TABLE = """
member_state                 yes              1 1 1 1 1
permanent_observer           with_permission  0 0 1 1 1
inter_american_system        yes              0 1 1 1 1
un_system                    with_permission  0 1 1 1 1
international_organization   with_permission  0 1 1 1 1
financial_institution        with_permission  0 1 1 1 1
local_government             with_permission  0 0 1 1 1
civil_society                with_permission  0 0 1 1 1
private_sector               with_permission  0 0 1 1 1
academia                     with_permission  0 0 1 1 1
special_guest                with_permission  0 0 1 1 1
speaker                      yes              0 0 1 1 1
exhibitor                    no               0 0 1 1 0
press                        no               0 0 0 0 0
general_secretariat          yes              0 1 1 1 1
support_staff                no               0 0 0 0 0
accompanying_person          no               0 0 0 0 0
"""
"""What an edition begins with: voice; then vote, documents, asks, is asked, listed."""
LINES = [line.split() for line in TABLE.split("\n") if line]


def someone(category="member_state", standing="accredited", status="accredited", **more):
    """A person who was never stored."""
    delegation = Delegation(status=status, edition_id=1)
    consents = {"open_to_meetings": True, "listed": True, **more}
    return Participant(edition_id=1, category=category, standing=standing, delegation=delegation, **consents)


def row(**granted):
    """The rights of one category, none but those given."""
    found = rights.blank(1, "member_state")
    for name, value in granted.items():
        setattr(found, name, value)
    return found


def set_right(demo, category, **values):
    with transaction():
        found = services.rights_row(demo.edition, category)
        services.change_rights(found, values, by=demo.user("secretariat"))


class TestMay:
    @pytest.mark.parametrize("line", LINES, ids=[line[0] for line in LINES])
    def test_an_edition_begins_with_these_rights(self, demo, line):
        category, voice, *granted = line
        rows = rights.matrix(demo.edition.id)

        assert rows[category].voice == voice
        expected = dict(zip(rights.RIGHTS, [voice != "no", *(g == "1" for g in granted)], strict=True))
        who = someone(category)
        assert {right: rights.may(who, right, rows) for right in rights.RIGHTS} == expected

    def test_the_table_covers_every_category_there_is(self):
        assert [line[0] for line in LINES] == list(reference.vocabulary("participant_category"))

    @given(
        st.fixed_dictionaries(
            {
                "voice": st.sampled_from(["yes", "with_permission", "no"]),
                **{right: st.booleans() for right in rights.RIGHTS if right != "voice"},
            }
        ),
        st.sampled_from(["waiting", "entered", "accredited"]),
        st.sampled_from(["invited", "verified", "accredited", "badge_issued", "collected", "withdrawn"]),
        st.booleans(),
        st.booleans(),
    )
    def test_a_right_needs_the_row_the_accreditation_and_the_consent(
        self, granted, standing, status, open_to_meetings, listed
    ):
        who = someone(standing=standing, status=status, open_to_meetings=open_to_meetings, listed=listed)
        rows = {"member_state": row(**granted)}
        takes_part = standing == "accredited" and status in {"accredited", "badge_issued", "collected"}
        consents = {"be_requested": open_to_meetings, "listed": listed}

        for right in rights.RIGHTS:
            given_by_row = granted[right] != "no" if right == "voice" else granted[right]
            expected = takes_part and given_by_row and consents.get(right, True)
            assert rights.may(who, right, rows) == expected
        assert rights.voice_of(who, rows) == (granted["voice"] if takes_part else "no")

    def test_a_category_without_a_row_has_no_right(self):
        assert not any(rights.may(someone("press"), right, {}) for right in rights.RIGHTS)
        assert rights.voice_of(someone("press"), {}) == "no"
        assert not rights.may_enter(someone("press"), "fair", {})

    def test_a_right_that_does_not_exist_is_a_mistake_of_ours(self):
        with pytest.raises(ValueError, match="fly"):
            rights.may(someone(), "fly", {})

    def test_a_badge_opens_the_zones_of_its_category(self):
        rows = {"member_state": row(zones=["plenary", "fair"])}

        assert rights.may_enter(someone(), "fair", rows)
        assert not rights.may_enter(someone(), "press_centre", rows)
        assert not rights.may_enter(someone(standing="waiting"), "fair", rows)

    def test_it_costs_one_select_however_many_people(self, demo):
        people = db.session.scalars(select(Participant).where(Participant.category == "member_state")).all()
        _loaded = [p.delegation for p in people]

        with selects() as made:
            found = rights.those_who_may(people, "vote")

        assert len(made) == 1
        assert {p.id for p in found} == {p.id for p in people if p.is_accredited}

    @pytest.mark.parametrize(("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (52, "BA")])
    def test_zones_are_lettered(self, place, letter):
        assert rights.letter(place) == letter


class TestMeetings:
    def test_people_of_a_category_that_does_not_ask_are_told_why(self, demo):
        set_right(demo, "member_state", request_meetings=False)
        kezia, rodrigo = demo.person("delegate"), demo.person("counterpart")

        assert policy.takes_part(demo.user("delegate"), kezia)
        assert not policy.may_ask(demo.user("delegate"), kezia)
        with pytest.raises(NotForCategory, match="“Member states” do not ask"), transaction():
            ask_for_meeting(kezia, rodrigo, self.wish(demo), by=kezia.user)

    def test_people_of_a_category_that_is_not_asked_cannot_be_asked(self, demo):
        set_right(demo, "exhibitor", be_requested=False)

        with pytest.raises(NotForCategory, match="“Exhibitors” are not asked"), transaction():
            ask_for_meeting(
                demo.person("delegate"), demo.person("exhibitor"), self.wish(demo), by=demo.user("delegate")
            )

    def test_the_directory_leaves_them_out(self, demo):
        before = self.found(demo)
        set_right(demo, "exhibitor", be_requested=False)

        assert {p.category for p in before} > {"exhibitor"}
        assert {p.category for p in self.found(demo)} == {p.category for p in before} - {"exhibitor"}

    def test_what_is_asked_or_arranged_can_still_be_answered_and_cancelled(self, demo):
        kezia, rodrigo = demo.person("delegate"), demo.person("counterpart")
        with transaction():
            meeting = ask_for_meeting(kezia, rodrigo, self.wish(demo), by=kezia.user)
        set_right(demo, "member_state", request_meetings=False, be_requested=False)

        with transaction():
            accept_meeting(meeting, by=rodrigo.user)
        with transaction():
            cancel_meeting(meeting, "A flight was moved.", by=kezia.user)

        assert meeting.status == "cancelled"

    def test_their_pages_say_so(self, demo, visit):
        set_right(demo, "member_state", request_meetings=False)
        kezia = visit("delegate")

        assert "do not ask for meetings at this event" in kezia.get("/demo/meetings/").words
        assert "“Member states” do not ask" in kezia.get("/demo/meetings/directory", 409).words
        other = demo.person("exhibitor").id
        assert "do not ask for meetings" in kezia.get(f"/demo/meetings/ask/{other}", 409).words
        booth = kezia.get(f"/demo/fair/exhibitors/of/{demo.delegation('exhibitor-a01').id}", 302)
        assert "Ask for a meeting" not in kezia.follow(booth).words

    @staticmethod
    def wish(demo):
        free = next(s for s in reversed(slots(demo.edition.id)))
        return Wish(free.id, "Rainwater")

    @staticmethod
    def found(demo):
        parties = directory.parties_of(demo.edition.id)
        pages = directory.find(parties, directory.Search()).pages
        return [
            person
            for number in range(1, pages + 1)
            for party in directory.find(parties, directory.Search(), number=number).items
            for person in party.people
        ]


class TestDuties:
    @pytest.mark.parametrize("role", ["chair", "moderator", "keynote", "panelist", "rapporteur"])
    def test_a_task_that_speaks_needs_a_voice(self, demo, role):
        with pytest.raises(NoVoice, match="people of the category “Exhibitors” have no voice"):
            added(demo, duties=[OnDuty(role, demo.person("exhibitor"))])

    def test_a_task_that_does_not_speak_needs_none(self, demo):
        session = added(demo, duties=[OnDuty("secretary", demo.person("exhibitor"))])

        assert session.duties[0].participant == demo.person("exhibitor")

    def test_a_voice_by_permission_is_a_voice(self, demo):
        set_right(demo, "exhibitor", voice="with_permission")

        assert added(demo, duties=[OnDuty("chair", demo.person("exhibitor"))]).duties

    def test_the_editor_offers_people_with_a_voice_and_explains_about_others(self, demo, visit):
        secretariat = visit("secretariat")
        page = secretariat.get("/demo/agenda/sessions/new")
        offered = {option["value"] for option in page.soup.select("datalist option")}
        kezia, winston = (
            f"{p.name} ({p.delegation.name})" for p in (demo.person("delegate"), demo.person("exhibitor"))
        )

        assert kezia in offered
        assert winston not in offered

        form = page.form("/agenda/sessions/new") | {
            "title-en": "Fair stage",
            "duties-0-role": "chair",
            "duties-0-person": winston,
        }
        refused = secretariat.post("/demo/agenda/sessions/new", form, status=409)
        assert "have no voice at this meeting" in refused.words


class TestPublicList:
    def test_only_categories_that_are_listed_stand_in_it_and_only_who_agreed(self, demo, visit):
        kezia, reader = demo.person("delegate"), visit(None)

        def stands():
            return kezia.office in reader.get("/demo/participants?q=Jamaica").words

        assert stands()
        with transaction():
            kezia.listed, kezia.office = False, "Keeper of the Rain"
        assert not stands()
        with transaction():
            kezia.listed = True
        assert stands()
        set_right(demo, "member_state", listed=False)
        assert not stands()


class TestMatrix:
    def test_a_change_is_told_with_what_was_before(self, demo):
        set_right(demo, "press", vote=True, zones=["fair"])

        found = db.session.scalar(select(CategoryRights).where(CategoryRights.category == "press"))
        entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
        assert facts(f"category_rights:{found.id}")[-1] == "RightsChanged"
        assert entry.changes == {"vote": [False, True], "zones": ["plenary, fair, press_centre", "fair"]}

    def test_nothing_changed_tells_nothing(self, demo):
        found = db.session.scalar(select(CategoryRights).where(CategoryRights.category == "press"))
        before = found.version
        set_right(demo, "press", vote=False)

        assert found.version == before
        assert len(facts(f"category_rights:{found.id}")) == before - 1

    def test_the_second_of_two_editors_is_told(self, demo):
        found = db.session.scalar(select(CategoryRights).where(CategoryRights.category == "press"))
        seen = found.version
        set_right(demo, "press", vote=True)

        with pytest.raises(Stale), transaction():
            services.change_rights(found, {"listed": True}, by=demo.user("secretariat"), version=seen)

    def test_a_category_that_came_into_use_later_gets_a_row(self, demo):
        with transaction():
            db.session.delete(services.rights_row(demo.edition, "press"))

        set_right(demo, "press", voice="with_permission")

        assert rights.matrix(demo.edition.id)["press"].voice == "with_permission"

    def test_a_new_zone_is_open_to_nobody_until_somebody_says_so(self, demo):
        with transaction():
            zone = services.add_zone(demo.edition, Translated(en="Garden"), by=demo.user("secretariat"))

        assert rights.doors(demo.edition.id)[-1].code == zone.code
        assert not any(zone.code in row.zones for row in rights.matrix(demo.edition.id).values())

    def test_zones_of_the_same_name_and_after_a_removal_have_codes_of_their_own(self, demo):
        codes = []
        for _ in range(3):
            with transaction():
                zone = services.add_zone(demo.edition, Translated(en="Garden"), by=demo.user("secretariat"))
                codes.append(zone.code)

        assert len(set(codes)) == 3

    def test_moving_a_zone_changes_its_letter(self, demo):
        zone = db.session.scalar(select(Zone).where(Zone.code == "fair"))
        before = [door.code for door in rights.doors(demo.edition.id)]
        with transaction():
            services.move_zone(zone, -1, by=demo.user("secretariat"))
        after = [door.code for door in rights.doors(demo.edition.id)]

        place = before.index("fair")
        assert after.index("fair") == place - 1
        assert sorted(after) == sorted(before)
        with transaction():
            services.move_zone(
                db.session.get_one(Zone, rights.doors(demo.edition.id)[0].id), -1, by=demo.user("secretariat")
            )
        assert [door.code for door in rights.doors(demo.edition.id)] == after


class TestPages:
    def test_the_matrix_is_read_by_protocol_and_changed_by_the_secretariat(self, demo, visit):
        protocol = visit("protocol").get("/demo/categories")
        assert "Member states" in protocol.words
        assert not protocol.soup.select('main a[href*="/categories/"]')
        for short in ("focal", "delegate", "exhibitor", "rapporteur", "chair"):
            visit(short).get("/demo/categories", 403)
            visit(short).get("/demo/categories/press", 403)
        visit("protocol").get("/demo/categories/press", 403)
        visit(None).get("/demo/categories", 302)
        visit("secretariat").get("/demo/categories/press")
        visit("secretariat").get("/demo/categories/nobody", 404)
        visit("secretariat").get("/demo/categories/nobody/seats", 404)
        visit("secretariat").get("/demo/zones/999999", 404)
        visit("secretariat").get("/demo/delegations/999999/seats", 404)

    def test_the_secretariat_changes_a_category(self, demo, visit):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/categories/press").form("/categories/press")
        assert form["voice"] == ["no"]

        answer = secretariat.post(
            "/demo/categories/press", form | {"voice": "with_permission", "capacity": "7"}, status=303
        )

        assert "by permission" in secretariat.follow(answer).words
        found = rights.matrix(demo.edition.id)["press"]
        assert (found.voice, found.capacity) == ("with_permission", 7)

    @pytest.mark.parametrize("typed", ["-1", "seven", "1000000"])
    def test_a_number_that_is_none_is_refused_beside_the_field(self, demo, visit, typed):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/categories/press").form("/categories/press")

        refused = secretariat.post("/demo/categories/press", form | {"capacity": typed}, status=422)

        assert refused.soup.select_one("#capacity-error")
        assert refused.soup.select_one("#capacity")["value"] == typed

    def test_the_second_of_two_editors_sees_what_changed_and_may_go_on(self, demo, visit):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/categories/press").form("/categories/press")
        set_right(demo, "press", vote=True)

        refused = secretariat.post("/demo/categories/press", form | {"listed": "y"}, status=409)
        assert "On record now" in refused.words
        rows = [[c.get_text() for c in r.select("th,td")] for r in refused.soup.select(".notice tbody tr")]
        assert ["Votes", "yes", "no"] in rows

        again = refused.form("/categories/press")
        secretariat.post("/demo/categories/press", again, status=303)
        found = rights.matrix(demo.edition.id)["press"]
        assert (found.vote, found.listed) == (False, True)

    def test_zones_are_added_renamed_moved_and_removed(self, demo, visit):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/zones/new").form("/zones/new")
        secretariat.post("/demo/zones/new", form | {"name-en": "Garden", "name-es": "Jardín"}, status=303)
        garden = rights.doors(demo.edition.id)[-1]
        assert garden.name == Translated(en="Garden", es="Jardín")

        form = secretariat.get(f"/demo/zones/{garden.id}").form(f"/zones/{garden.id}")
        secretariat.post(f"/demo/zones/{garden.id}", form | {"name-en": "Patio"}, status=303)
        secretariat.post(f"/demo/zones/{garden.id}/move/up", status=303)
        assert [str(d.name) for d in rights.doors(demo.edition.id)][-2] == "Patio"

        page = secretariat.get(f"/demo/zones/{garden.id}/remove")
        assert "No badge opens it today" in page.words
        secretariat.post(f"/demo/zones/{garden.id}/remove", page.form("/remove"), status=303)
        assert garden.id not in {d.id for d in rights.doors(demo.edition.id)}
        assert facts(f"zone:{garden.id}") == ["ZoneAdded", "ZoneChanged", "ZoneChanged", "ZoneRemoved"]

    def test_a_zone_that_badges_open_is_removed_only_by_who_saw_whose_they_are(self, demo, visit):
        secretariat = visit("secretariat")
        fair = db.session.scalar(select(Zone).where(Zone.code == "fair"))

        secretariat.post(f"/demo/zones/{fair.id}/remove", status=409)
        page = secretariat.get(f"/demo/zones/{fair.id}/remove")
        assert "Accompanying persons" in page.words
        secretariat.post(f"/demo/zones/{fair.id}/remove", page.form("/remove"), status=303)

        db.session.expire_all()
        assert not any("fair" in row.zones for row in rights.matrix(demo.edition.id).values())

    def test_a_zone_without_a_name_is_refused(self, demo, visit):
        visit("secretariat").post("/demo/zones/new", {"name-en": ""}, status=422)

    def test_numbers_for_a_category_and_for_one_delegation(self, demo, visit):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/categories/member_state/seats").form("/seats")
        secretariat.post("/demo/categories/member_state/seats", form | {"seats-press": "1"}, status=303)
        chile = demo.delegation("CL")
        page = secretariat.get(f"/demo/delegations/{chile.id}/seats")
        assert "Others of its category: 1" in page.words
        secretariat.post(
            f"/demo/delegations/{chile.id}/seats", page.form("/seats") | {"seats-press": "4"}, status=303
        )

        shown = secretariat.get(f"/demo/delegations/{chile.id}").words
        assert "0 of 4" in shown
        assert "0 of 4" in visit("focal").get(f"/demo/delegations/{chile.id}").words
        visit("focal").get(f"/demo/delegations/{chile.id}/seats", 403)
        assert "Chile" in secretariat.get("/demo/categories").words

    def test_whoever_is_entered_beyond_the_number_is_kept_and_told_of(self, demo, visit):
        with transaction():
            services.set_own_seats(demo.delegation("CL"), "press", 1, by=demo.user("secretariat"))
            services.enter_participant(
                demo.delegation("CL"), replace(person("participant"), category="press"), by=demo.user("focal")
            )
        chile, focal = demo.delegation("CL").id, visit("focal")
        form = focal.get(f"/demo/delegations/{chile}/people/new").form("/people/new")
        names = {"given_names": "Ana", "family_names": "Ejemplo", "office": "Periodista"}

        kept = form | names | {"role": "press"}
        answer = focal.post(f"/demo/delegations/{chile}/people/new", kept, status=303)

        page = focal.follow(answer)
        said = " ".join(page.soup.get_text(" ").split())
        assert "The seats of this delegation (Press) are taken, 1 of 1" in said
        assert "Ana Ejemplo is on the waiting list, in place 1." in said

    def test_a_lower_number_says_how_many_are_over(self, demo, visit):
        secretariat = visit("secretariat")
        form = secretariat.get("/demo/categories/exhibitor").form("/categories/exhibitor")

        answer = secretariat.post("/demo/categories/exhibitor", form | {"capacity": "40"}, status=303)

        assert "more have a seat than there are" in secretariat.follow(answer).soup.get_text()

    def test_the_matrix_asks_the_database_as_often_for_many_as_for_few(self, demo, visit):
        secretariat = visit("secretariat")
        secretariat.get("/demo/categories")
        db.session.rollback()  # nothing of the test's own is remembered for the page
        with selects() as before:
            secretariat.get("/demo/categories")
        with transaction():
            for number in range(6):
                services.enter_participant(
                    demo.delegation("CL"),
                    replace(person("participant", given=f"P{number}"), category="press"),
                    by=demo.user("secretariat"),
                )
                services.add_zone(demo.edition, Translated(en=f"Zone {number}"), by=demo.user("secretariat"))
        db.session.rollback()
        with selects() as after:
            page = secretariat.get("/demo/categories")

        assert len(after) == len(before) <= 12
        assert len(page.text) < 100_000
