"""Files for programs that come again and again: whole, or the word that nothing has changed."""

from __future__ import annotations

import hashlib
from datetime import datetime

from flask import request
from flask.wrappers import Response
from werkzeug.utils import secure_filename
from werkzeug.wrappers import Response as BaseResponse

CALENDAR = "text/calendar"


def file_answer(body: bytes, mimetype: str, name: str, changed_at: datetime | None) -> BaseResponse:
    """The file under that name, or 304 for whoever has it. Its fingerprint is of its bytes."""
    response = Response(body, mimetype=mimetype)
    response.set_etag(hashlib.sha256(body).hexdigest()[:32])
    response.last_modified = changed_at
    response.vary.add("Accept-Language")
    response.headers["Content-Disposition"] = f'inline; filename="{secure_filename(name).lower()}"'
    return response.make_conditional(request)
