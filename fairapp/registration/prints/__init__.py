"""What registration prints: the list of participants, the report on credentials, the
order of precedence and the seat plan, the roster."""

from __future__ import annotations

from fairapp.registration.prints.credentials import credentials_report
from fairapp.registration.prints.order import order_of_precedence
from fairapp.registration.prints.participants import (
    issued_list,
    next_list,
    public_issue,
    published_list,
    sections,
)
from fairapp.registration.prints.roster import roster_paper

__all__ = [
    "credentials_report",
    "issued_list",
    "next_list",
    "order_of_precedence",
    "public_issue",
    "published_list",
    "roster_paper",
    "sections",
]
