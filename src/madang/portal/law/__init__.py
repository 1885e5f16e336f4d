"""The rulebook to be read by anybody: services with their law, figures and worked cases, and answers step by step.

Promises: nothing of anybody is kept or logged; each page is worked out of the rulebook in force when it is asked for.
"""
