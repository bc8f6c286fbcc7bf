"""Rules for an inventory: agreements, procedures, days, data on persons; importing the package registers them."""

from __future__ import annotations

from . import agreements, days, private, procedures, protection

__all__ = ["agreements", "days", "private", "procedures", "protection"]
