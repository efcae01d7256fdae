"""Names and addresses as people type, paste and import them: how they are written down, what is refused."""

from __future__ import annotations

import unicodedata

from flask_babel import gettext as _

from fairapp.core.refusals import Refusal

LONGEST_ADDRESS = 254
"""Characters of an e-mail address (RFC 5321 with its erratum 1690)."""
JOINERS = "\u200c\u200d"
"""Zero-width non-joiner and joiner: Persian and Indic names are spelled with them."""


class Misspelt(Refusal):
    """What was typed cannot be a name, or cannot be an address that letters reach."""

    status = 422


def address(text: str) -> str:
    """An e-mail address in lower case. Its syntax is checked, not whether somebody reads it.

    Refuses with Misspelt; an international domain is refused with the ASCII form to write instead,
    because not every relay on the way speaks SMTPUTF8 (RFC 6531).
    """
    from email_validator import EmailNotValidError, validate_email

    text = text.strip()
    if len(text) > LONGEST_ADDRESS:
        raise Misspelt(_("At most %(max)d characters, please.", max=LONGEST_ADDRESS))
    try:
        found = validate_email(text, check_deliverability=False)
    except EmailNotValidError as error:
        raise Misspelt(_("This is not an e-mail address.")) from error
    if found.ascii_email is None:
        raise Misspelt(
            _(
                "Letters may not reach an address with accents or another script before the “@”. "
                "Please give another."
            )
        )
    if not text.isascii():
        raise Misspelt(_("Please write “%(domain)s” after the “@”.", domain=found.ascii_domain))
    return found.ascii_email.lower()


def name(text: str) -> str:
    """The name of a person or organization, composed (NFC). Any script is welcome.

    Refuses with Misspelt what does not show or turns the direction of the text around it (control,
    bidirectional and zero-width characters), and a name without a letter.
    """
    text = unicodedata.normalize("NFC", text)
    for sign in text:
        if _hides(sign):
            raise Misspelt(
                _(
                    "There is a character in it that does not show (%(code)s). Please type it anew.",
                    code=_code(sign),
                )
            )
    if not any(unicodedata.category(sign).startswith("L") for sign in text):
        raise Misspelt(_("A name has at least one letter."))
    return text


def _hides(sign: str) -> bool:
    # Controls, formats, surrogates, private use; line and paragraph separators.
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} and sign not in JOINERS


def _code(sign: str) -> str:
    return f"U+{ord(sign):04X}"
