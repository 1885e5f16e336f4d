"""A synthetic province and the six mock agencies that serve it.

Promises: everybody in it is made up and marked so; age, sex and region follow the official register,
household sizes the census (docs/province.md says which figures are official and which are assumed);
the same size, province and seed give the same bytes; each agency sees only its own slice.
"""
