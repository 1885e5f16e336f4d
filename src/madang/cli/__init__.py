"""The `madang` command: one dispatcher, one small module a family of subcommands."""
