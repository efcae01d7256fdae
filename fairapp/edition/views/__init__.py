"""Opening, changing and furnishing editions, for the secretariat."""

from fairapp.edition.views import editions, furniture, rooms  # noqa: F401
from fairapp.edition.views.blueprints import bp, settings

__all__ = ["bp", "settings"]
