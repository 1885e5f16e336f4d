"""Any-ID: accounts, the ways to sign in to them, their sessions, and how sure the house is of who is there.

Promises: passkeys first, a password with a second step as the second way; an account's id is random and no register
number is ever kept; a session lives in the database under the digest of its key, ends after a while without use and
after a working day in any case, and can be ended from elsewhere; whoever holds the database alone can neither take over
a session nor read the secrets of second steps. Synthetic people of a demonstration never stand beside real ones.
"""
