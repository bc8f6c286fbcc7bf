"""Rules for an inventory: agreements; importing the package registers them."""

from __future__ import annotations

from . import agreements

__all__ = ["agreements"]
