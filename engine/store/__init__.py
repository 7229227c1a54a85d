"""SQLite: the truth about a library. Returns records, never rows."""
