"""A made-up catalogue of public services as large as 정부24's, with the conditions its open data has.

Promises: the same size and seed give the same bytes; every service is an ordinary definition that any rulebook over
the Korean pack can load; nothing in it is a real service, and each says so.
"""
