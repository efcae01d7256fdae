"""The columns of a sheet of people: what they are called in four languages, and what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from flask_babel import lazy_gettext as _l

from fairapp.core.i18n import LANGUAGES, Translated, folded


@dataclass(frozen=True)
class Column:
    """One column. ``aliases`` are further names that files bear; ``width`` is in characters."""

    code: str
    label: Translated
    aliases: tuple[str, ...] = ()
    hint: Any = ""
    width: int = 18


NUMBER = Column(
    "number",
    Translated(en="No.", es="N.º", fr="N°", pt="N.º"),
    ("number", "número", "numéro", "id"),
    _l("Known people have a number. Leave it as it is; leave it empty for new people."),
    8,
)
REASON = Column(
    "reason", Translated(en="Reason", es="Motivo", fr="Motif", pt="Motivo"), ("razón", "raison"), width=60
)
"""Why a row was refused: stands in the sheets of refused rows, and is not read."""

COLUMNS = (
    NUMBER,
    Column(
        "delegation",
        Translated(en="Delegation", es="Delegación", fr="Délégation", pt="Delegação"),
        (
            "state",
            "country",
            "estado",
            "país",
            "pays",
            "état",
            "organization",
            "organización",
            "organisation",
        ),
        _l("The state or organization by its name in any of the four languages, or the ISO code."),
        28,
    ),
    Column(
        "category",
        Translated(en="Category", es="Categoría", fr="Catégorie", pt="Categoria"),
        hint=_l("Empty: the category of the delegation."),
        width=24,
    ),
    Column(
        "role",
        Translated(en="Role", es="Función", fr="Fonction dans la délégation", pt="Função"),
        (
            "role in the delegation",
            "función en la delegación",
            "fonction au sein de la délégation",
            "rôle",
            "função na delegação",
            "calidad",
        ),
        _l("Choose from the list, for example “Adviser”. A delegation has one head."),
        24,
    ),
    Column(
        "honorific",
        Translated(en="Form of address", es="Tratamiento", fr="Titre de civilité", pt="Tratamento"),
        ("title", "título", "civilité", "forma de tratamento", "honorific"),
        _l("Choose from the list, or leave it empty."),
        16,
    ),
    Column(
        "given_names",
        Translated(en="Given names", es="Nombres", fr="Prénoms", pt="Nomes"),
        ("given name", "first name", "first names", "nombre", "prénom", "nome"),
        _l("For example “Ana Lucía”."),
        20,
    ),
    Column(
        "family_names",
        Translated(en="Family names", es="Apellidos", fr="Noms de famille", pt="Sobrenomes"),
        ("family name", "last name", "surname", "apellido", "nom", "nom de famille", "noms", "sobrenome"),
        _l("As written, for example “Ejemplo Muestra”; lists print them in capitals."),
        24,
    ),
    Column(
        "office",
        Translated(en="Office", es="Cargo", fr="Fonction", pt="Cargo"),
        ("position", "job title", "puesto"),
        _l("As it should stand in the list, for example “Director of Cooperation”."),
        36,
    ),
    Column(
        "institution",
        Translated(en="Institution", es="Institución", fr="Institution", pt="Instituição"),
        hint=_l("The ministry, agency or body, for example “Ministry of Foreign Affairs”."),
        width=36,
    ),
    Column(
        "email",
        Translated(en="E-mail address", es="Correo electrónico", fr="Adresse électronique", pt="E-mail"),
        ("email", "e-mail", "correo", "dirección de correo electrónico", "courriel", "mail"),
        _l("Each address belongs to one participant."),
        30,
    ),
    Column(
        "phone",
        Translated(en="Phone", es="Teléfono", fr="Téléphone", pt="Telefone"),
        ("telephone", "mobile", "celular"),
        _l("With country code, for example +1 202 555 0100."),
        20,
    ),
    Column(
        "languages",
        Translated(en="Languages", es="Idiomas", fr="Langues", pt="Idiomas"),
        ("languages spoken", "idiomas que habla", "langues parlées", "idiomas falados", "language"),
        _l("Separated by commas, for example “Spanish, English”."),
        22,
    ),
    Column(
        "diet",
        Translated(
            en="Dietary needs",
            es="Necesidades alimentarias",
            fr="Besoins alimentaires",
            pt="Necessidades alimentares",
        ),
        ("diet", "dieta", "régime alimentaire"),
        _l("For the secretariat only; never printed."),
        22,
    ),
    Column(
        "access_needs",
        Translated(
            en="Access needs",
            es="Necesidades de accesibilidad",
            fr="Besoins d’accessibilité",
            pt="Necessidades de acessibilidade",
        ),
        ("accessibility", "accesibilidad", "accessibilité", "acessibilidade"),
        _l("For the secretariat only; never printed."),
        22,
    ),
    Column(
        "arrives_at",
        Translated(en="Arrival", es="Llegada", fr="Arrivée", pt="Chegada"),
        ("arrives", "arrival date", "fecha de llegada", "date d’arrivée", "data de chegada"),
        _l("Day and local time, for example 2027-04-21 16:30."),
        18,
    ),
    Column(
        "departs_at",
        Translated(en="Departure", es="Salida", fr="Départ", pt="Saída"),
        ("departs", "departure date", "partida", "fecha de salida", "date de départ", "data de partida"),
        _l("Day and local time, for example 2027-04-23 20:00."),
        18,
    ),
    Column(
        "list_email",
        Translated(
            en="E-mail in the list of participants",
            es="Correo en la lista de participantes",
            fr="Adresse dans la liste des participants",
            pt="E-mail na lista de participantes",
        ),
        hint=_l("Yes, if the person agreed. The list is public."),
        width=16,
    ),
    Column(
        "open_to_meetings",
        Translated(
            en="May be asked for meetings",
            es="Acepta solicitudes de reunión",
            fr="Accepte des demandes de réunion",
            pt="Aceita solicitações de reunião",
        ),
        hint=_l("Yes, if the person agreed."),
        width=16,
    ),
    Column(
        "listed",
        Translated(
            en="In the public list",
            es="En la lista pública",
            fr="Dans la liste publique",
            pt="Na lista pública",
        ),
        hint=_l("Yes, if the person agreed to appear in the public list of participants."),
        width=16,
    ),
)
BY_CODE = {column.code: column for column in (*COLUMNS, REASON)}
NEEDED = ("role", "given_names", "family_names")
"""Without these nobody new can be entered; a sheet with numbers may leave them out."""
PRIVATE = frozenset({"diet", "access_needs"})
"""For the secretariat and the delegation itself only."""


def plain(text: str) -> str:
    """A name of a column or a term as it is compared: letters and digits, no accents, no capitals."""
    return "".join(sign for sign in folded(text) if sign.isalnum())


@cache
def names() -> dict[str, str]:
    """Every name a column may bear, compared plainly, and the code of the column."""
    return {
        plain(name): column.code
        for column in BY_CODE.values()
        for name in (column.code, *column.aliases, *column.label.values())
    }


@dataclass(frozen=True)
class Header:
    """A heading row, understood. ``codes`` has a code per cell, None for what is not known."""

    codes: tuple[str | None, ...]
    unknown: tuple[str, ...] = ()
    repeated: tuple[str, ...] = field(default=())
    """Names of columns that stand there twice."""
    lang: str | None = None
    """The language most of the names are in; None when they do not say."""


def understood(cells: Sequence[str]) -> Header:
    """What the cells of a heading row mean."""
    codes: list[str | None] = []
    unknown, repeated = [], []
    votes: Counter[str] = Counter()
    for cell in cells:
        code = names().get(plain(cell))
        if code in codes and code is not None:
            repeated.append(cell)
        elif code is None and cell.strip():
            unknown.append(cell.strip())
        codes.append(code)
        votes.update(_languages_of(cell))
    top = votes.most_common(2)
    clear = bool(top) and (len(top) == 1 or top[0][1] > top[1][1])
    return Header(tuple(codes), tuple(unknown), tuple(repeated), top[0][0] if clear else None)


def _languages_of(cell: str) -> list[str]:
    word = plain(cell)
    return [lang for lang in LANGUAGES for column in COLUMNS if plain(column.label.to(lang)) == word]
