"""The refusals of the edition room."""

from __future__ import annotations

from fairapp.core.refusals import Refusal


class AddressInUse(Refusal):
    """Another edition has that slug, or the program needs the word itself."""


class RegistrationClosed(Refusal):
    """The day by which it had to be done has passed."""
