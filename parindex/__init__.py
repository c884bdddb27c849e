"""The portal's project package; Celery's application is loaded with it, so that tasks bind."""

from parindex.celery import app as celery_app

__all__ = ["celery_app"]
__version__ = "0.1.0"
