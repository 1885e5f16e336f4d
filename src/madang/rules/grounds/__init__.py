"""Legal grounds as data: which source may be asked about whom, for which purpose, on what article.

The pack's `grounds.yaml` groups what agencies hold as the laws speak of it and names, for each purpose, the article
that carries each group. Nothing is carried that no line names; what a service reads without a ground is told by name.
"""
