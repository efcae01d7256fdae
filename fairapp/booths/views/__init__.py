"""The fair: doors only."""

from __future__ import annotations

from fairapp.booths.views import allocation, exhibitors, hall, public
from fairapp.booths.views.blueprint import bp

__all__ = ["allocation", "bp", "exhibitors", "hall", "public"]
