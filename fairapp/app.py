"""The application factory: builds the house and wires its rooms. Reads as a table of contents."""

from __future__ import annotations

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Config
from fairapp import commands, wiring
from fairapp.accounts import views as accounts_views
from fairapp.agenda import views as agenda_views
from fairapp.booths import views as booths_views
from fairapp.cooperation import views as cooperation_views
from fairapp.core import db, doors, front, i18n, icons, jobs, security, web
from fairapp.demo.cli import show_accounts
from fairapp.desk import views as desk_views
from fairapp.documents import views as documents_views
from fairapp.edition import scope
from fairapp.edition import views as edition_views
from fairapp.home import navigation
from fairapp.home import views as home_views
from fairapp.meetings import views as meetings_views
from fairapp.outcomes import views as outcomes_views
from fairapp.registration import views as registration_views


def create_app(config: Config | None = None) -> Flask:
    """Build the application from ``config`` (default: from the environment)."""
    config = config or Config.from_environment()
    app = Flask(
        __name__,
        root_path=str(ROOT / "fairapp"),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    configure(app, config)
    open_ground(app, config)
    open_rooms(app)
    return app


def configure(app: Flask, config: Config) -> None:
    """Translate our typed configuration into what the libraries read."""
    config.data_dir.mkdir(parents=True, exist_ok=True)
    app.config.update(
        TESTING=config.testing,
        SECRET_KEY=config.signing_key(),
        SQLALCHEMY_DATABASE_URI=config.sqlalchemy_url(),
        DATA_DIR=str(config.data_dir),
        DEVELOPMENT=config.development,
        MAX_CONTENT_LENGTH=config.upload_limit,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.https,
        REMEMBER_COOKIE_SAMESITE="Lax",
        REMEMBER_COOKIE_SECURE=config.https,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a minister's form may stay open for hours
        PUBLIC_URL=config.public_url,
        MAIL_SERVER=config.mail_server,
        MAIL_FROM=config.mail_from,
        MAIL_TLS=config.mail_tls,
        MAIL_USER=config.mail_user,
        MAIL_PASSWORD=config.mail_password,
    )
    if config.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=config.proxies
        )


def open_ground(app: Flask, config: Config) -> None:
    """What every room stands on."""
    front.init_app(app)
    db.init_app(app)
    i18n.init_app(app)
    icons.init_app(app)
    security.init_app(app, redis_url=config.redis_url)
    doors.init_app(app)
    web.init_app(app)
    jobs.init_app(app, data_dir=str(config.data_dir), redis_url=config.redis_url)


def open_rooms(app: Flask) -> None:
    """The rooms, from the ground floor up."""
    accounts_views.init_app(app)
    scope.init_app(app)
    for blueprint in (
        accounts_views.bp,
        edition_views.bp,
        edition_views.settings,
        documents_views.bp,
        registration_views.bp,
        cooperation_views.bp,
        agenda_views.bp,
        booths_views.bp,
        meetings_views.bp,
        outcomes_views.bp,
        desk_views.bp,
        home_views.bp,
        home_views.pages,
    ):
        app.register_blueprint(blueprint)
    wiring.tell_prints()
    wiring.hear_facts()
    show_accounts()
    navigation.init_app(app)
    commands.init_app(app)
