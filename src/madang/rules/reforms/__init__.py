"""A rulebook as it would be: some figures of the law changed from a day on, everything else as it is."""
