"""Linked data: records as RDF and RDF as records, by declaration.

``describe`` says a record in triples, ``dump`` a whole catalogue; ``write`` spells them. ``read`` and what stands
beside it turn triples, ours or those of a portal, into drafts of records.
"""
