"""The registry of documents and every print."""

from __future__ import annotations

from fairapp.edition.scope import edition_blueprint

bp = edition_blueprint("documents", __name__, url="/documents")
