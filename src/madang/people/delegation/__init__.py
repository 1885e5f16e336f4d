"""Who may act for whom: what a delegation is at a moment, whom a list lets act, what each side is shown."""
