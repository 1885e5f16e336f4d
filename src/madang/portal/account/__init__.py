"""The account's pages: signing up and in, ways in, sessions, showing oneself again, the demonstration's parts.

They are allauth's views in our frame. Their names are allauth's, which it looks up itself; an address that is not in
urls.py does not exist.
"""
