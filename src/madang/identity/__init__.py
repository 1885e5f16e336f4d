"""Identity: who somebody is. anyid signs people in; a wallet of credentials comes beside it.

Promises: nothing here knows a register number; an account is a random id that may be linked to a person's opaque id.
"""
