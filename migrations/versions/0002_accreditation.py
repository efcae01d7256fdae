"""people accredited one by one, categories and rights, invitations, lists issued

Revision: 0002
After: 0001
"""

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def folded(text: str) -> str:
    plain = unicodedata.normalize('NFKD', text)
    return ' '.join(''.join(c for c in plain if not unicodedata.combining(c)).casefold().split())


def sort_key(text: str) -> str:
    plain = unicodedata.normalize('NFD', text)
    return ''.join(c for c in plain if c.isalnum()).casefold()[:260]


def find_again() -> None:
    """Fill what is derived from names; whoever is twice in a delegation keeps a number in the key."""
    bind = op.get_bind()
    people = sa.table('participant', *map(sa.column, (
        'id', 'delegation_id', 'given_names', 'family_names', 'office', 'institution',
        'name_key', 'sort_key', 'search_text', 'category', 'standing', 'place',
    )))
    delegations = sa.table('delegation', sa.column('id'), sa.column('name', sa.JSON), sa.column('member_code'),
                           sa.column('category'), sa.column('status'), sa.column('search_text'))
    known = {}
    for row in bind.execute(sa.select(delegations)).all():
        known[row.id] = row
        words = folded(' '.join((*(row.name or {}).values(), row.member_code)))
        bind.execute(delegations.update().where(delegations.c.id == row.id).values(search_text=words))
    seen = set()
    for row in bind.execute(sa.select(people).order_by(people.c.id)).all():
        key = sort_key(row.given_names + row.family_names)
        if (row.delegation_id, key) in seen:
            key = f'{key[:240]}{row.id}'
        seen.add((row.delegation_id, key))
        of = known[row.delegation_id]
        bind.execute(people.update().where(people.c.id == row.id).values(
            name_key=key,
            sort_key=sort_key(row.family_names + row.given_names),
            search_text=folded(' '.join((row.given_names, row.family_names, row.office, row.institution))),
            category=of.category,
            standing='accredited' if of.status == 'accredited' else 'entered',
            place=row.id,
        ))


def lay_out_rights() -> None:
    """Editions of before begin with the rights and zones that a new one begins with."""
    bind = op.get_bind()
    data = json.loads((Path(__file__).parents[2] / 'fairapp/data/category_rights.json').read_text())
    zone = sa.table('zone', sa.column('edition_id'), sa.column('code'), sa.column('name', sa.JSON),
                    sa.column('position'))
    rights = sa.table('category_rights', *(
        sa.column(name, sa.JSON if name == 'zones' else None) for name in (
            'edition_id', 'category', 'voice', 'vote', 'submit_documents', 'request_meetings',
            'be_requested', 'listed', 'zones', 'version',
        )
    ))
    rule = sa.table('precedence_rule', *(
        sa.column(name, sa.DateTime(timezone=True) if name == 'at' else None)
        for name in ('edition_id', 'category', 'strategy', 'lang', 'at')
    ))
    for (edition_id,) in bind.execute(sa.text('SELECT id FROM edition')).all():
        for position, each in enumerate(data['zones']):
            bind.execute(zone.insert().values(edition_id=edition_id, position=position, **each))
        for category, each in data['categories'].items():
            bind.execute(rights.insert().values(edition_id=edition_id, category=category, version=1, **each))
        if bind.execute(
            sa.text('SELECT id FROM precedence_draw WHERE edition_id = :id'), {'id': edition_id}
        ).first():
            bind.execute(rule.insert().values(
                edition_id=edition_id, category='member_state', strategy='by_lot', lang='es',
                at=datetime.now(UTC).replace(tzinfo=None) if bind.dialect.name == 'sqlite' else datetime.now(UTC),
            ))


def upgrade() -> None:
    op.create_table('form_draft',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=300), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('saved_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_form_draft'))
    )

    with op.batch_alter_table('form_draft', schema=None) as batch_op:
        batch_op.create_index('uq_form_draft_user_id_path', ['user_id', 'path'], unique=True)

    op.create_table('category_rights',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('voice', sa.String(length=20), nullable=False),
    sa.Column('vote', sa.Boolean(), nullable=False),
    sa.Column('submit_documents', sa.Boolean(), nullable=False),
    sa.Column('request_meetings', sa.Boolean(), nullable=False),
    sa.Column('be_requested', sa.Boolean(), nullable=False),
    sa.Column('listed', sa.Boolean(), nullable=False),
    sa.Column('zones', sa.JSON(), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("voice IN ('yes', 'with_permission', 'no')", name=op.f('ck_category_rights_voice')),
    sa.CheckConstraint('capacity >= 0', name=op.f('ck_category_rights_capacity')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_category_rights_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_category_rights')),
    sa.UniqueConstraint('edition_id', 'category', name=op.f('uq_category_rights_edition_id_category'))
    )

    op.create_table('issued_list',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('symbol', sa.String(length=120), nullable=False),
    sa.Column('is_final', sa.Boolean(), nullable=False),
    sa.Column('ordering', sa.String(length=20), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('heads', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('delegations', sa.Integer(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('issued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("ordering IN ('precedence', 'alphabetical')", name=op.f('ck_issued_list_ordering')),
    sa.CheckConstraint('revision >= 0', name=op.f('ck_issued_list_revision')),
    sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_issued_list_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_issued_list_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issued_list')),
    sa.UniqueConstraint('edition_id', 'revision', name=op.f('uq_issued_list_edition_id_revision'))
    )

    op.create_table('list_order',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('ordering', sa.String(length=20), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("ordering IN ('precedence', 'alphabetical')", name=op.f('ck_list_order_ordering')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_list_order_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_list_order')),
    sa.UniqueConstraint('edition_id', name=op.f('uq_list_order_edition_id'))
    )

    op.create_table('precedence_rule',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('strategy', sa.String(length=20), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("strategy IN ('by_lot', 'by_credentials', 'alphabetical')", name=op.f('ck_precedence_rule_strategy')),
    sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_precedence_rule_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_precedence_rule_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_precedence_rule')),
    sa.UniqueConstraint('edition_id', 'category', name=op.f('uq_precedence_rule_edition_id_category'))
    )

    op.create_table('zone',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=30), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_zone_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_zone')),
    sa.UniqueConstraint('edition_id', 'code', name=op.f('uq_zone_edition_id_code'))
    )

    op.create_table('import_file',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_import_file_delegation_id_delegation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_import_file_edition_id_edition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_import_file_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_import_file'))
    )

    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_import_file_delegation_id'), ['delegation_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_file_edition_id'), ['edition_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_file_uploaded_at'), ['uploaded_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_import_file_user_id'), ['user_id'], unique=False)

    op.create_table('invitation',
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('lang', sa.String(length=2), nullable=False),
    sa.Column('serial', sa.Integer(), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_invitation_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_invitation_delegation_id_delegation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation'))
    )

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index('uq_invitation_open', ['delegation_id', 'email'], unique=True, sqlite_where=sa.text('used_at IS NULL AND revoked_at IS NULL'), postgresql_where=sa.text('used_at IS NULL AND revoked_at IS NULL'))

    op.create_table('refused_person',
    sa.Column('delegation_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=260), nullable=False),
    sa.Column('role', sa.String(length=30), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_refused_person_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_refused_person_delegation_id_delegation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_refused_person'))
    )

    with op.batch_alter_table('refused_person', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_refused_person_delegation_id'), ['delegation_id'], unique=False)

    op.create_table('seat_quota',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('delegation_category', sa.String(length=40), nullable=True),
    sa.Column('delegation_id', sa.Integer(), nullable=True),
    sa.Column('category', sa.String(length=40), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(delegation_id IS NULL) <> (delegation_category IS NULL)', name=op.f('ck_seat_quota_whose')),
    sa.CheckConstraint('seats >= 0', name=op.f('ck_seat_quota_seats')),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_seat_quota_delegation_id_delegation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_seat_quota_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat_quota')),
    sa.UniqueConstraint('delegation_id', 'category', name=op.f('uq_seat_quota_delegation_id_category'))
    )

    with op.batch_alter_table('seat_quota', schema=None) as batch_op:
        batch_op.create_index('uq_seat_quota_general', ['edition_id', 'delegation_category', 'category'], unique=True, sqlite_where=sa.text('delegation_id IS NULL'), postgresql_where=sa.text('delegation_id IS NULL'))

    op.create_table('proposed_change',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('old', sa.JSON(), nullable=False),
    sa.Column('new', sa.JSON(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('decision', sa.String(length=20), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("decision IN ('approved', 'refused', 'taken_back')", name=op.f('ck_proposed_change_decision')),
    sa.CheckConstraint('(decision IS NULL) = (decided_at IS NULL)', name=op.f('ck_proposed_change_decided')),
    sa.ForeignKeyConstraint(['asked_by'], ['user_account.id'], name=op.f('fk_proposed_change_asked_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['decided_by'], ['user_account.id'], name=op.f('fk_proposed_change_decided_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_proposed_change_edition_id_edition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_proposed_change_participant_id_participant'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposed_change'))
    )

    with op.batch_alter_table('proposed_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposed_change_edition_id'), ['edition_id'], unique=False)
        batch_op.create_index('uq_proposed_change_open', ['participant_id', 'field'], unique=True, sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))

    with op.batch_alter_table('credential_letter') as batch_op:
        batch_op.add_column(sa.Column('pages', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('dated', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('signatory', sa.String(length=200), nullable=False, server_default=''))

    with op.batch_alter_table('credential_step') as batch_op:
        batch_op.add_column(sa.Column('person', sa.String(length=260), nullable=False, server_default=''))

    with op.batch_alter_table('delegation') as batch_op:
        batch_op.add_column(sa.Column('search_text', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('letter') as batch_op:
        batch_op.add_column(sa.Column('about', sa.String(length=60), nullable=False, server_default=''))

    with op.batch_alter_table('participant') as batch_op:
        batch_op.add_column(sa.Column('category', sa.String(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('place', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('standing', sa.String(length=20), nullable=False, server_default='entered'))
        batch_op.add_column(sa.Column('waiting_since', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('name_key', sa.String(length=260), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('sort_key', sa.String(length=260), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('diet', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('access_needs', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('arrives_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('departs_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('photo_key', sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column('listed', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('badge_issued_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('badge_collected_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('search_text', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('precedence_draw') as batch_op:
        batch_op.add_column(sa.Column('category', sa.String(length=40), nullable=False, server_default='member_state'))
        batch_op.add_column(sa.Column('box', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('seed', sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column('hand', sa.String(length=200), nullable=False, server_default=''))

    find_again()
    lay_out_rights()

    with op.batch_alter_table('credential_letter') as batch_op:
        batch_op.alter_column('pages', server_default=None)
        batch_op.alter_column('signatory', server_default=None)

    with op.batch_alter_table('credential_step') as batch_op:
        batch_op.alter_column('person', server_default=None)

    with op.batch_alter_table('delegation') as batch_op:
        batch_op.drop_constraint(op.f('ck_delegation_status'), type_='check')
        batch_op.create_check_constraint(op.f('ck_delegation_status'), "status IN ('invited', 'composition_received', 'letter_received', 'verified', 'accredited', 'badge_issued', 'collected', 'returned', 'declined', 'withdrawn')")
        batch_op.alter_column('search_text', server_default=None)

    with op.batch_alter_table('letter') as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_about'), ['about'], unique=False)
        batch_op.alter_column('about', server_default=None)

    with op.batch_alter_table('participant') as batch_op:
        batch_op.create_index('ix_participant_edition_id_category', ['edition_id', 'category'], unique=False)
        batch_op.create_index('ix_participant_edition_id_sort_key', ['edition_id', 'sort_key'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_participant_delegation_id_name_key'), ['delegation_id', 'name_key'])
        batch_op.create_check_constraint(op.f('ck_participant_standing'), "standing IN ('waiting', 'entered', 'accredited')")
        batch_op.create_check_constraint(op.f('ck_participant_waiting'), "(standing = 'waiting') = (waiting_since IS NOT NULL)")
        batch_op.create_check_constraint(op.f('ck_participant_stay'), 'arrives_at < departs_at')
        batch_op.alter_column('category', server_default=None)
        batch_op.alter_column('place', server_default=None)
        batch_op.alter_column('standing', server_default=None)
        batch_op.alter_column('name_key', server_default=None)
        batch_op.alter_column('sort_key', server_default=None)
        batch_op.alter_column('diet', server_default=None)
        batch_op.alter_column('access_needs', server_default=None)
        batch_op.alter_column('listed', server_default=None)
        batch_op.alter_column('search_text', server_default=None)

    with op.batch_alter_table('precedence_draw') as batch_op:
        batch_op.alter_column('category', server_default=None)
        batch_op.alter_column('box', server_default=None)
        batch_op.alter_column('hand', server_default=None)


def downgrade() -> None:
    # Badges and people who wait are not known to the revision before.
    op.execute("UPDATE delegation SET status = 'accredited' WHERE status IN ('badge_issued', 'collected')")

    with op.batch_alter_table('precedence_draw', schema=None) as batch_op:
        batch_op.drop_column('hand')
        batch_op.drop_column('seed')
        batch_op.drop_column('box')
        batch_op.drop_column('category')

    with op.batch_alter_table('participant', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_participant_standing'), type_='check')
        batch_op.drop_constraint(op.f('ck_participant_waiting'), type_='check')
        batch_op.drop_constraint(op.f('ck_participant_stay'), type_='check')
        batch_op.drop_constraint(batch_op.f('uq_participant_delegation_id_name_key'), type_='unique')
        batch_op.drop_index('ix_participant_edition_id_sort_key')
        batch_op.drop_index('ix_participant_edition_id_category')
        batch_op.drop_column('search_text')
        batch_op.drop_column('badge_collected_at')
        batch_op.drop_column('badge_issued_at')
        batch_op.drop_column('listed')
        batch_op.drop_column('photo_key')
        batch_op.drop_column('departs_at')
        batch_op.drop_column('arrives_at')
        batch_op.drop_column('access_needs')
        batch_op.drop_column('diet')
        batch_op.drop_column('sort_key')
        batch_op.drop_column('name_key')
        batch_op.drop_column('waiting_since')
        batch_op.drop_column('standing')
        batch_op.drop_column('place')
        batch_op.drop_column('category')

    with op.batch_alter_table('letter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_letter_about'))
        batch_op.drop_column('about')

    with op.batch_alter_table('delegation', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_delegation_status'), type_='check')
        batch_op.create_check_constraint(op.f('ck_delegation_status'), "status IN ('invited', 'composition_received', 'letter_received', 'verified', 'accredited', 'returned', 'declined', 'withdrawn')")
        batch_op.drop_column('search_text')

    with op.batch_alter_table('credential_step', schema=None) as batch_op:
        batch_op.drop_column('person')

    with op.batch_alter_table('credential_letter', schema=None) as batch_op:
        batch_op.drop_column('signatory')
        batch_op.drop_column('dated')
        batch_op.drop_column('pages')

    with op.batch_alter_table('proposed_change', schema=None) as batch_op:
        batch_op.drop_index('uq_proposed_change_open', sqlite_where=sa.text('decided_at IS NULL'), postgresql_where=sa.text('decided_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_proposed_change_edition_id'))

    op.drop_table('proposed_change')

    with op.batch_alter_table('seat_quota', schema=None) as batch_op:
        batch_op.drop_index('uq_seat_quota_general', sqlite_where=sa.text('delegation_id IS NULL'), postgresql_where=sa.text('delegation_id IS NULL'))

    op.drop_table('seat_quota')

    with op.batch_alter_table('refused_person', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_refused_person_delegation_id'))

    op.drop_table('refused_person')

    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index('uq_invitation_open', sqlite_where=sa.text('used_at IS NULL AND revoked_at IS NULL'), postgresql_where=sa.text('used_at IS NULL AND revoked_at IS NULL'))

    op.drop_table('invitation')

    with op.batch_alter_table('import_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_import_file_user_id'))
        batch_op.drop_index(batch_op.f('ix_import_file_uploaded_at'))
        batch_op.drop_index(batch_op.f('ix_import_file_edition_id'))
        batch_op.drop_index(batch_op.f('ix_import_file_delegation_id'))

    op.drop_table('import_file')

    op.drop_table('zone')

    op.drop_table('precedence_rule')

    op.drop_table('list_order')

    op.drop_table('issued_list')

    op.drop_table('category_rights')

    with op.batch_alter_table('form_draft', schema=None) as batch_op:
        batch_op.drop_index('uq_form_draft_user_id_path')

    op.drop_table('form_draft')
