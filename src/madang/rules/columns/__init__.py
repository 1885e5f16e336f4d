"""The column engine: a rulebook's own definitions, compiled, over the persons of a whole nation.

What the interpreter works out for one family this works out for every person of a chunk, in integers, and never
otherwise: what it cannot say exactly it leaves to the interpreter, row by row, and counts it. A form it cannot
compile it refuses by name. See :mod:`madang.rules.columns.service`.
"""
