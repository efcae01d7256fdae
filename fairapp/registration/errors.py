"""The refusals of registration."""

from __future__ import annotations

from fairapp.core.refusals import Refusal


class AlreadyRegistered(Refusal):
    """That state or organization has a delegation in this edition."""


class HeadAlreadyNamed(Refusal):
    """A delegation has exactly one head."""


class AddressAlreadyUsed(Refusal):
    """Another participant of the edition has that e-mail address."""
