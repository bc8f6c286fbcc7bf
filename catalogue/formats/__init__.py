"""Formats that records come in and go out in: one module a format."""
