"""Rules for vocabularies: SKOS conditions, labels, structure and mappings."""
