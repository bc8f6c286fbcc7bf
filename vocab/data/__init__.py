"""Starter concept schemes and areas, as TOML files that a person can review."""
