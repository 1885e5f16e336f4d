"""Services: what there is, applying for it, and deciding on it."""
