"""The refusals of accounts."""

from __future__ import annotations

from fairapp.core.refusals import Refusal


class WrongPassword(Refusal):
    """Address and password do not fit together; which of the two is wrong is not said."""

    status = 422


class LinkExpired(Refusal):
    """The sign-in link is too old, was used, or a newer one was asked for."""

    status = 422


class AddressTaken(Refusal):
    """Somebody signs in with that address already."""
