"""What Panggil answers over HTTP: the API, its document, health, and the pages."""

from display.web.api.description.openapi import build_document
from display.web.api.operations import OPERATIONS, PAGES, Operation
from display.web.registration import register_web

__all__ = ["OPERATIONS", "PAGES", "Operation", "build_document", "register_web"]
