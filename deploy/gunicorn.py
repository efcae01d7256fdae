"""How gunicorn serves fairapp: `gunicorn -c deploy/gunicorn.py wsgi:app`.

`HOST` and `PORT` choose the address, `FAIRAPP_WORKERS` and `FAIRAPP_THREADS` the size.
"""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("FAIRAPP_WORKERS", "2"))
threads = int(os.environ.get("FAIRAPP_THREADS", "4"))

# Not preloaded: each worker opens its own database connections, none crosses a fork.
preload_app = False
# A long print may take a while; whatever takes longer belongs in a job.
timeout = 60
graceful_timeout = 15
# Behind a proxy connections are kept; without one a lingering client must not hold a thread for long.
keepalive = 5
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108

accesslog = "-" if os.environ.get("FAIRAPP_ACCESS_LOG") else None
errorlog = "-"
loglevel = os.environ.get("FAIRAPP_LOG_LEVEL", "info")
# No management socket in the home folder: signals are enough.
control_socket_disable = True
