"""Decision tables in spreadsheets: a table of xlsx, ods or csv becomes the definition of a service, and back.

It promises that nothing of a workbook is run, fetched or guessed: cells are read as text, numbers and dates within
bounds, and every mistake is told by the address of its cell, in Korean and English, all of them at once. What comes
out is the same data that a YAML file gives (docs/rule-language.md, docs/guide/rule-author.md, decision 0025).
"""
