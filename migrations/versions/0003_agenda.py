"""an agenda as a tree, interpreters, sign-up, undo, secret calendars

Revision: 0003
After: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('acknowledgement',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_acknowledgement_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_acknowledgement_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement')),
    sa.UniqueConstraint('edition_id', 'key', name=op.f('uq_acknowledgement_edition_id_key'))
    )

    op.create_table('bookmark',
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_bookmark_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bookmark')),
    sa.UniqueConstraint('user_id', 'session_id', name=op.f('uq_bookmark_user_id_session_id'))
    )

    with op.batch_alter_table('bookmark', schema=None) as batch_op:
        batch_op.create_index('ix_bookmark_session_id', ['session_id'], unique=False)

    op.create_table('edit_step',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('by', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('verb', sa.String(length=20), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('before', sa.JSON(), nullable=False),
    sa.Column('after', sa.JSON(), nullable=False),
    sa.Column('undone', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_edit_step_by_user_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_edit_step_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_edit_step'))
    )

    with op.batch_alter_table('edit_step', schema=None) as batch_op:
        batch_op.create_index('ix_edit_step_edition_id_by', ['edition_id', 'by'], unique=False)

    op.create_table('interpreter',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('pairs', sa.JSON(), nullable=False),
    sa.Column('resource_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_interpreter_edition_id_edition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['resource_id'], ['resource.id'], name=op.f('fk_interpreter_resource_id_resource')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interpreter')),
    sa.UniqueConstraint('edition_id', 'name', name=op.f('uq_interpreter_edition_id_name'))
    )

    op.create_table('warning_limits',
    sa.Column('edition_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('walking', sa.Integer(), nullable=False),
    sa.Column('rest_after', sa.Integer(), nullable=False),
    sa.Column('rest', sa.Integer(), nullable=False),
    sa.CheckConstraint('walking >= 0 AND rest_after > 0 AND rest > 0', name=op.f('ck_warning_limits_minutes')),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_warning_limits_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('edition_id', name=op.f('pk_warning_limits'))
    )

    op.create_table('feed_key',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('scope', sa.String(length=20), nullable=False),
    sa.Column('delegation_id', sa.Integer(), nullable=True),
    sa.Column('secret_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_used_on', sa.String(length=10), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("scope IN ('person', 'delegation')", name=op.f('ck_feed_key_scope')),
    sa.ForeignKeyConstraint(['delegation_id'], ['delegation.id'], name=op.f('fk_feed_key_delegation_id_delegation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_feed_key_edition_id_edition'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_feed_key_user_id_user_account'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feed_key')),
    sa.UniqueConstraint('secret_hash', name=op.f('uq_feed_key_secret_hash'))
    )

    with op.batch_alter_table('feed_key', schema=None) as batch_op:
        batch_op.create_index('ix_feed_key_delegation_id', ['delegation_id'], unique=False)
        batch_op.create_index('ix_feed_key_edition_id', ['edition_id'], unique=False)
        batch_op.create_index('ix_feed_key_user_id', ['user_id'], unique=False)

    op.create_table('agenda',
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('adopted_in_id', sa.Integer(), nullable=True),
    sa.Column('numbering', sa.JSON(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'adopted') = (adopted_on IS NOT NULL)", name=op.f('ck_agenda_adopted')),
    sa.CheckConstraint("status IN ('draft', 'provisional', 'adopted')", name=op.f('ck_agenda_status')),
    sa.ForeignKeyConstraint(['adopted_in_id'], ['session.id'], name=op.f('fk_agenda_adopted_in_id_session'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['edition_id'], ['edition.id'], name=op.f('fk_agenda_edition_id_edition'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda')),
    sa.UniqueConstraint('edition_id', name=op.f('uq_agenda_edition_id'))
    )

    op.create_table('session_interpreter',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('interpreter_id', sa.Integer(), nullable=False),
    sa.Column('from_lang', sa.String(length=2), nullable=False),
    sa.Column('into_lang', sa.String(length=2), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint('from_lang <> into_lang', name=op.f('ck_session_interpreter_pair')),
    sa.ForeignKeyConstraint(['interpreter_id'], ['interpreter.id'], name=op.f('fk_session_interpreter_interpreter_id_interpreter'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_session_interpreter_session_id_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_session_interpreter')),
    sa.UniqueConstraint('session_id', 'interpreter_id', 'from_lang', 'into_lang', name='uq_session_interpreter_pair')
    )

    with op.batch_alter_table('session_interpreter', schema=None) as batch_op:
        batch_op.create_index('ix_session_interpreter_interpreter_id', ['interpreter_id'], unique=False)

    op.create_table('sign_up',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=False),
    sa.Column('standing', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.CheckConstraint("standing IN ('seated', 'waiting')", name=op.f('ck_sign_up_standing')),
    sa.ForeignKeyConstraint(['participant_id'], ['participant.id'], name=op.f('fk_sign_up_participant_id_participant'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['session.id'], name=op.f('fk_sign_up_session_id_session'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_up')),
    sa.UniqueConstraint('session_id', 'participant_id', name=op.f('uq_sign_up_session_id_participant_id'))
    )

    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.create_index('ix_sign_up_participant_id', ['participant_id'], unique=False)

    with op.batch_alter_table('agenda_item') as batch_op:
        batch_op.add_column(sa.Column('parent_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('place', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('depth', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('annotation', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('document_symbols', sa.JSON(), nullable=False, server_default='[]'))

    with op.batch_alter_table('booking') as batch_op:
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False, server_default='2026-01-01 00:00:00'))

    with op.batch_alter_table('release') as batch_op:
        batch_op.add_column(sa.Column('told_at', sa.DateTime(timezone=True), nullable=True))

    with op.batch_alter_table('room') as batch_op:
        batch_op.add_column(sa.Column('booths', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('accessible', sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.add_column(sa.Column('hours', sa.JSON(), nullable=False, server_default='{}'))

    with op.batch_alter_table('session') as batch_op:
        batch_op.add_column(sa.Column('capacity', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('sign_up', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('livestream_url', sa.String(length=300), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('staff_notes', sa.Text(), nullable=False, server_default=''))

    # Items were numbered 1, 2, 3: their number is their place, and their printed label.
    op.execute('UPDATE agenda_item SET place = number')
    # Who was concerned by the releases of before has long heard of them.
    op.execute('UPDATE release SET told_at = released_at')
    # Four languages, heard from three booths besides the floor.
    op.execute('UPDATE room SET booths = 3 WHERE interpretation')

    with op.batch_alter_table('agenda_item') as batch_op:
        batch_op.alter_column('number',
               existing_type=sa.INTEGER(),
               type_=sa.String(length=40),
               existing_nullable=False,
               postgresql_using='number::varchar')
        batch_op.drop_constraint(batch_op.f('uq_agenda_item_edition_id_number'), type_='unique')
        batch_op.create_index(batch_op.f('ix_agenda_item_parent_id'), ['parent_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_agenda_item_edition_id_place'), ['edition_id', 'place'])
        batch_op.create_foreign_key(batch_op.f('fk_agenda_item_parent_id_agenda_item'), 'agenda_item', ['parent_id'], ['id'])
        batch_op.create_check_constraint(op.f('ck_agenda_item_parent'), 'parent_id <> id')
        batch_op.alter_column('place', server_default=None)
        batch_op.alter_column('depth', server_default=None)
        batch_op.alter_column('annotation', server_default=None)
        batch_op.alter_column('document_symbols', server_default=None)

    with op.batch_alter_table('booking') as batch_op:
        batch_op.alter_column('changed_at', server_default=None)

    with op.batch_alter_table('room') as batch_op:
        batch_op.alter_column('booths', server_default=None)
        batch_op.alter_column('accessible', server_default=None)
        batch_op.alter_column('hours', server_default=None)

    with op.batch_alter_table('session') as batch_op:
        batch_op.create_check_constraint(op.f('ck_session_capacity'), 'capacity IS NULL OR capacity > 0')
        batch_op.alter_column('sign_up', server_default=None)
        batch_op.alter_column('livestream_url', server_default=None)
        batch_op.alter_column('staff_notes', server_default=None)


def downgrade() -> None:
    # Numbers were one level deep: each item gets the number of its place.
    op.execute('UPDATE agenda_item SET number = CAST(place AS VARCHAR(40))')

    with op.batch_alter_table('session', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_session_capacity'), type_='check')
        batch_op.drop_column('staff_notes')
        batch_op.drop_column('livestream_url')
        batch_op.drop_column('sign_up')
        batch_op.drop_column('capacity')

    with op.batch_alter_table('room', schema=None) as batch_op:
        batch_op.drop_column('hours')
        batch_op.drop_column('accessible')
        batch_op.drop_column('booths')

    with op.batch_alter_table('release', schema=None) as batch_op:
        batch_op.drop_column('told_at')

    with op.batch_alter_table('booking', schema=None) as batch_op:
        batch_op.drop_column('changed_at')

    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_agenda_item_parent'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_agenda_item_parent_id_agenda_item'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_agenda_item_edition_id_place'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_agenda_item_parent_id'))
        batch_op.create_unique_constraint(batch_op.f('uq_agenda_item_edition_id_number'), ['edition_id', 'number'])
        batch_op.alter_column('number',
               existing_type=sa.String(length=40),
               type_=sa.INTEGER(),
               existing_nullable=False,
               postgresql_using='number::integer')
        batch_op.drop_column('document_symbols')
        batch_op.drop_column('annotation')
        batch_op.drop_column('depth')
        batch_op.drop_column('place')
        batch_op.drop_column('parent_id')

    with op.batch_alter_table('sign_up', schema=None) as batch_op:
        batch_op.drop_index('ix_sign_up_participant_id')

    op.drop_table('sign_up')

    with op.batch_alter_table('session_interpreter', schema=None) as batch_op:
        batch_op.drop_index('ix_session_interpreter_interpreter_id')

    op.drop_table('session_interpreter')

    op.drop_table('agenda')

    with op.batch_alter_table('feed_key', schema=None) as batch_op:
        batch_op.drop_index('ix_feed_key_user_id')
        batch_op.drop_index('ix_feed_key_edition_id')
        batch_op.drop_index('ix_feed_key_delegation_id')

    op.drop_table('feed_key')

    op.drop_table('warning_limits')

    op.drop_table('interpreter')

    with op.batch_alter_table('edit_step', schema=None) as batch_op:
        batch_op.drop_index('ix_edit_step_edition_id_by')

    op.drop_table('edit_step')

    with op.batch_alter_table('bookmark', schema=None) as batch_op:
        batch_op.drop_index('ix_bookmark_session_id')

    op.drop_table('bookmark')

    op.drop_table('acknowledgement')
