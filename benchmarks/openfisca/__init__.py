"""The column engine beside openfisca-core with its country template: cells per CPU second, one population, one run."""
