"""The log in the database: entries get their place in the tenant's tree, heads are signed and handed to witnesses."""
