"""Starter catalogues that come with the software: one folder a country, one TOML file a kind or subject."""
