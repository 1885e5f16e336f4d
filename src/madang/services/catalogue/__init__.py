"""Catalogue: the services one can apply for here, each with its procedure and the papers still asked.

Enter by :mod:`madang.services.catalogue.service`.
"""
