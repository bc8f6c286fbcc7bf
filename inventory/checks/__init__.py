"""Rules for an inventory: agreements, procedures; importing the package registers them."""

from __future__ import annotations

from . import agreements, procedures

__all__ = ["agreements", "procedures"]
