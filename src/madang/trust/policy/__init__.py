"""The policy: Cedar texts of every room, put together with their schema, asked about single objects.

A room keeps `policy/<room>.cedarschema` and `policy/<room>.cedar` beside its code. Every policy has an @id, and every
one that forbids says why in @ko and @en.
"""
