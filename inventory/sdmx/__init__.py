"""Records in SDMX and back: which artefact or item each record becomes, and how it is read from there again."""
