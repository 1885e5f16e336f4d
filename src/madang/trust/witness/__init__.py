"""A witness of logs: it keeps every head it has seen grow, and signs no other. Its key and store are its own.

It knows neither database nor settings; who wants another one runs the same program elsewhere (docs/audit.md).
"""
