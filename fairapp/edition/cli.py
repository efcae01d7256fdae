"""What the command lines of all rooms share: finding an edition by its slug."""

from __future__ import annotations

import click

from fairapp.edition import queries
from fairapp.edition.models import Edition


def edition_named(slug: str) -> Edition:
    """The edition of that slug, or a message that lists those there are."""
    edition = queries.by_slug(slug)
    if edition is None:
        known = ", ".join(e.slug for e in queries.all_editions()) or "none yet"
        raise click.ClickException(f"There is no edition “{slug}”. Editions: {known}.")
    return edition
