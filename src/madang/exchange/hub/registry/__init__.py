"""Who may ask whom: entries as plain records, an index over them for the gateway, and what changes them.

Promises: a registered contract is whole, local and compiled before it holds; every change is on record; a gateway
knows of it at once.
"""
