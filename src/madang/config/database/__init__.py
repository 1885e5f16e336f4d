"""PostgreSQL: the embedded server, its roles, and what any server must fulfil before Madang uses it."""
