"""Checking the log without trusting who keeps it: proofs for residents, exports, and the audit of an export alone.

Nothing here but `export` and `live` knows the database; `service` is the door for whoever has none.
"""
