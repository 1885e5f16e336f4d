"""What the portals list, kept: an import that is a diff, resumable at any moment, and what it did not take.

Enter by :mod:`madang.services.catalogue.listed.service`.
"""
