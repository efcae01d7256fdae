"""Delegations and their participants: composition, credential letter, accreditation, precedence."""
