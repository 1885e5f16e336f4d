"""Pages of those who keep the house: the operator's (what runs, what is held back), the privacy officer's (reports).

Promises: no personal value is shown to an operator; a decision is an act with its reason, once, on record. Enter by
:mod:`madang.portal.office.urls`.
"""
