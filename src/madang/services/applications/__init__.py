"""Applications: from what the house knows to a case, with nothing to fill in but what nobody else can say.

Promises: a draft is kept until it is sent or thrown away; it is sent once, however often the button is pressed; what is
missing is named; whoever applies for somebody else may do so. Enter by :mod:`madang.services.applications.service`.
"""
