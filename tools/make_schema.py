"""Write ``catalogue/schema/sqlite.sql`` from the declarations in ``catalogue/tables.py``.

Run as: python tools/make_schema.py
The file spares every new catalogue the import of SQLModel; a test compares the two.
"""

from pathlib import Path

from orodha.catalogue.schema.ddl import sqlite_ddl

TARGET = Path(__file__).parent.parent / "catalogue" / "schema" / "sqlite.sql"

if __name__ == "__main__":
    TARGET.write_text(sqlite_ddl(), encoding="utf-8")
