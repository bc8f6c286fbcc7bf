"""What the law of a country asks before data are shared: one TOML file a country, named by its code."""
