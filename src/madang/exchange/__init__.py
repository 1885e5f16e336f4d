"""Exchange with other agencies: the hub that reaches them, and mydata that turns their records into facts.

Promises: every look at an agency goes through one door, is answered or fails with a typed reason, and is recorded.
"""
