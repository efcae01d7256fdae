"""Configuration, read once from the environment, with defaults that are safe to run.

Every setting is a field of :class:`Config`; the field's comment is its documentation.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Config:
    """What the program may be told from outside. Build it with :meth:`from_environment`."""

    data_dir: Path = field(default_factory=lambda: ROOT / "var")
    """Folder of the database, uploads, renditions and the job queue (``FAIRAPP_DATA``)."""
    database_url: str = ""
    """SQLAlchemy address (``DATABASE_URL``); empty means SQLite in ``data_dir``."""
    redis_url: str = ""
    """Job queue and rate limits of several machines (``REDIS_URL``); empty means embedded."""
    secret_key: str = ""
    """Signs cookies and links (``SECRET_KEY``); empty means a key kept in ``data_dir``."""
    public_url: str = ""
    """Address people see, for links in letters (``FAIRAPP_URL``); empty means the request's own."""
    mail_server: str = ""
    """``host:port`` of the SMTP relay (``MAIL_SERVER``); empty keeps letters in the outbox."""
    mail_from: str = "Secretariat <secretariat@fairapp.invalid>"
    """Sender of letters and organizer of invitations (``MAIL_FROM``)."""
    mail_tls: bool = True
    """Whether STARTTLS is demanded of the relay (``MAIL_TLS``)."""
    mail_user: str = ""
    """Account at the relay, if it asks for one (``MAIL_USER``)."""
    mail_password: str = field(default="", repr=False)
    """Password at the relay (``MAIL_PASSWORD``)."""
    development: bool = False
    """Style page, open outbox and demo accounts on the sign-in page (``FAIRAPP_DEVELOPMENT``)."""
    https: bool = False
    """Whether people reach us over HTTPS: Secure cookies and HSTS (``FAIRAPP_HTTPS``)."""
    proxies: int = 0
    """How many reverse proxies stand in front and set X-Forwarded-* (``FAIRAPP_PROXIES``)."""
    upload_limit: int = 12 * 1024 * 1024
    """Largest request body in bytes (``FAIRAPP_UPLOAD_LIMIT``): a file of 10 MB and the form around it."""
    testing: bool = False
    """Jobs run at once, no rate limits; set by the tests only."""

    @classmethod
    def from_environment(cls, **overrides: Any) -> Config:
        """Read the environment; ``overrides`` win. Raises ValueError on a setting it cannot read."""
        env = os.environ
        values: dict[str, Any] = {
            "data_dir": Path(env.get("FAIRAPP_DATA") or ROOT / "var"),
            "database_url": env.get("DATABASE_URL", ""),
            "redis_url": env.get("REDIS_URL", ""),
            "secret_key": env.get("SECRET_KEY", ""),
            "public_url": env.get("FAIRAPP_URL", "").rstrip("/"),
            "mail_server": env.get("MAIL_SERVER", ""),
            "mail_from": env.get("MAIL_FROM") or cls.mail_from,
            "mail_tls": _flag("MAIL_TLS", default=True),
            "mail_user": env.get("MAIL_USER", ""),
            "mail_password": env.get("MAIL_PASSWORD", ""),
            "development": _flag("FAIRAPP_DEVELOPMENT"),
            "https": _flag("FAIRAPP_HTTPS"),
            "proxies": _number("FAIRAPP_PROXIES", 0),
            "upload_limit": _number("FAIRAPP_UPLOAD_LIMIT", cls.upload_limit),
        }
        values.update(overrides)
        return cls(**values)

    def sqlalchemy_url(self) -> str:
        """The database address SQLAlchemy is given: psycopg 3 for PostgreSQL, SQLite by default."""
        url = self.database_url or f"sqlite:///{self.data_dir.resolve() / 'fairapp.db'}"
        for old in ("postgres://", "postgresql://"):
            if url.startswith(old):
                return "postgresql+psycopg://" + url.removeprefix(old)
        return url

    def signing_key(self) -> str:
        """The secret key; made once and kept in ``data_dir`` (mode 0600) when none is given."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret_key"
        try:
            # O_EXCL: of two workers starting together one writes, the other reads.
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        key = secrets.token_hex(32)
        with os.fdopen(handle, "w") as file:
            file.write(key)
        return key


def _flag(name: str, *, default: bool = False) -> bool:
    text = os.environ.get(name, "").strip().lower()
    if text in {"", None}:
        return default
    if text in {"1", "true", "yes", "on"}:
        return True
    if text in {"0", "false", "no", "off"}:
        return False
    raise ValueError(f"{name} must be yes or no, not {text!r}")


def _number(name: str, default: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isdigit():
        raise ValueError(f"{name} must be a whole number, not {text!r}")
    return int(text)
