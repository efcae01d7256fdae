"""Official documents: numbered, with a symbol, a date and an original language."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fairapp.core.db import HasId, Model, Versioned
from fairapp.core.i18n import Translated, TranslatedText
from fairapp.edition.models import Edition


class OfficialDocument(HasId, Versioned, Model):
    """An entry of the registry. Its symbol is put together from the edition's body and its number."""

    __tablename__ = "official_document"
    __table_args__ = (
        Index("uq_official_document_number", "edition_id", "series", "number", "revision", unique=True),
        # One document per printed kind: the report has one number, however often it is printed.
        Index(
            "uq_official_document_printed",
            "edition_id",
            "kind",
            unique=True,
            sqlite_where=text("is_generated"),
            postgresql_where=text("is_generated"),
        ),
        CheckConstraint("series IN ('doc.', 'INF.', 'RES.', 'DEC.', 'OD.')", name="series"),
        CheckConstraint("number > 0 AND revision >= 0", name="number"),
    )

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(40))
    """A code of the vocabulary `document_type`."""
    series: Mapped[str] = mapped_column(String(10), default="doc.")
    number: Mapped[int]
    revision: Mapped[int] = mapped_column(default=0)
    title: Mapped[Translated] = mapped_column(TranslatedText)
    """Empty: the name of its kind is its title."""
    original_lang: Mapped[str] = mapped_column(String(2), default="es")
    dated: Mapped[date]
    status: Mapped[str] = mapped_column(String(30), default="draft")
    distribution: Mapped[str] = mapped_column(String(20), default="general")
    is_generated: Mapped[bool] = mapped_column(default=False)
    """Whether the program prints it (list of participants, schedule, report …)."""

    edition: Mapped[Edition] = relationship()

    @property
    def symbol(self) -> str:
        """“CIDI/RACOOP/doc.16/17 rev. 1”."""
        revision = f" rev. {self.revision}" if self.revision else ""
        body = f"{self.edition.body}/" if self.edition.body else ""
        return f"{body}{self.series}{self.number}/{self.edition.year % 100:02d}{revision}"
