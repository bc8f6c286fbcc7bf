"""How a person drives Orodha from a terminal."""

__version__ = "0.1.0"
"""The version of the distribution; written here too because reading it from the metadata costs 25 ms."""
