"""Config: how one installation is put together: settings, database, processes, health. No room imports it."""
