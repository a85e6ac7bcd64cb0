"""Prints every row of a batch database except those of `runs`: `dump_rows.py DATABASE`."""

import sqlite3
import sys

database = sqlite3.connect(sys.argv[1])
(health,) = database.execute("PRAGMA integrity_check").fetchone()
print("integrity", health)
names = [name for (name,) in database.execute(
    "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
for name in names:
    if name not in ("runs", "grdb_migrations"):
        for row in sorted(database.execute(f"SELECT * FROM {name}"), key=repr):
            print(name, repr(row))
