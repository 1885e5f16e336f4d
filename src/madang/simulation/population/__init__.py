"""The population: drawn block by block with numpy, written column by column, read back as families.

Promises bounded memory for any size, and families in the form that the rules read.
"""
