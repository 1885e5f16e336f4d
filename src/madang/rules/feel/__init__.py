"""FEEL, the expression language of OMG DMN 1.5 (chapter 10): from text to the tree of :mod:`madang.rules.ir`,
and from the tree to a value.

Promises: exact decimals of 34 digits; three-valued logic; a wrong operand gives null, never an exception; hostile
text is refused quickly with a typed error; no clock and no network (today and now are names the caller may bind).
"""
