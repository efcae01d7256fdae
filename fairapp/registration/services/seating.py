"""Seats: how many people of a category may come, who waits, who moves up when a seat is freed."""

from __future__ import annotations

from fairapp.registration.models import Delegation, Participant


def take_seat(delegation: Delegation, participant: Participant) -> None:
    """Give somebody new a seat, or a place on the waiting list."""


def change_seat(participant: Participant, before: str) -> None:
    """Somebody's category changed from ``before``: they need a seat of the new one."""


def free_seat(delegation: Delegation, category: str) -> None:
    """A seat of the category became free: whoever has waited longest moves up."""
