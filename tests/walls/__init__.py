"""Nobody sees another's: two residents and their officials, in two tenants, against every page, job and policy."""
