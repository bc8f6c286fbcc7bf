"""What every test runs under: Hypothesis without a deadline or a database, so that a run depends on the code alone."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "orodha",
    deadline=None,
    database=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    print_blob=True,
)
settings.load_profile("orodha")
