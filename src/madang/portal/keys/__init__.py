"""The public keys of the installation at a stable address, and how somebody checks a letter or a proof with them.

Promises: nothing secret and nothing of anybody; the same for everybody, without signing in; looking makes no key.
"""
