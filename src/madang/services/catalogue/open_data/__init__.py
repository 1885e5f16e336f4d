"""What the state publishes about its services, read: 정부24 (gov24 v3, JSON) and 복지로 (XML).

Pure functions without a database or a network: a page or a record in, a typed result or a typed reason out.
Enter by :mod:`madang.services.catalogue.open_data.service`.
"""
