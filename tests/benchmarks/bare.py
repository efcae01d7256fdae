"""The yardstick: a Flask application that answers with the bytes of a file, and does nothing else."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, Response

app = Flask(__name__)
BODY = Path(os.environ["BARE_BODY"]).read_bytes()
TYPE = os.environ.get("BARE_TYPE", "text/html; charset=utf-8")


@app.get("/")
def bare() -> Response:
    """The bytes."""
    return Response(BODY, content_type=TYPE)
