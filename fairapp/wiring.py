"""What the rooms tell each other through: prints that exist, handlers that listen."""

from __future__ import annotations


def tell_prints() -> None:
    """Every document the program can print, by the room that prints it."""
    from fairapp.accounts.policy import PROTOCOL, RAPPORTEUR
    from fairapp.agenda.pdf import schedule
    from fairapp.agenda.prints.agenda import agenda, annotated_agenda
    from fairapp.documents.prints import Printable, register
    from fairapp.outcomes.pdf import rapporteur_report
    from fairapp.registration.prints import credentials_report, order_of_precedence, published_list

    register(Printable("list-of-participants", "list_of_participants", published_list))
    register(
        Printable("credentials-report", "credentials_report", credentials_report, who=PROTOCOL | RAPPORTEUR)
    )
    register(Printable("order-of-precedence", "order_of_precedence", order_of_precedence))
    register(Printable("agenda", "agenda", agenda))
    register(Printable("annotated-agenda", "annotated_agenda", annotated_agenda))
    register(Printable("schedule", "schedule", schedule))
    register(Printable("rapporteur-report", "rapporteur_report", rapporteur_report, who=RAPPORTEUR))


def hear_facts() -> None:
    """Import the handlers: each subscribes to the facts it acts on."""
    import fairapp.agenda.handlers
    import fairapp.agenda.key_handlers
    import fairapp.booths.handlers
    import fairapp.core.audit
    import fairapp.core.outbox
    import fairapp.meetings.handlers
    import fairapp.registration.handlers  # noqa: F401
