"""Binding: from parsed FEEL to expressions whose every name is a fact, a derived value or a parameter.

Promise: what binds without a problem can be run by every engine, reads only what is declared, has one
type, and has a figure for every day it is in force.
"""
