"""Portal: the pages people see, their layout and navigation, in Korean and English.

Promises: complete without script, except that passkeys need it; nothing about a visitor is kept on the server, what
they told travels in the form and comes back with it; no page reads the database for somebody who is not signed in.
"""
