"""The resident's own pages: what they can get, applying for it, following it, and who looked at their data.

Each page shows one person's rows and nobody else's: it runs in that person's context, and in that of somebody they act
for only after being asked for whom, and only where the delegation covers it.
"""
