"""Where a WSGI server or `flask` finds the application."""

from fairapp.app import create_app

app = create_app()
