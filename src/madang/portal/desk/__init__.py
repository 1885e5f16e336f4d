"""The desk of officials: the queue, a case with its evidence and what the rules say, what can be done, filing.

Promises: nothing personal is shown before its disclosure is on record; what the law does not allow is said on the page
with what was typed still in the form; a button pressed twice does it once. Enter by :mod:`madang.portal.desk.urls`.
"""
