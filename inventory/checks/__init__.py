"""Rules for an inventory: agreements, procedures, data on persons; importing the package registers them."""

from __future__ import annotations

from . import agreements, private, procedures, protection

__all__ = ["agreements", "private", "procedures", "protection"]
