"""Entitlements: what was decided and why, what that would be today, and where each resident stands.

Promises: a decision keeps the law, the facts and the moment it rests on, so that the same answer can be worked out
years later, whatever became of pack, facts and stored answers; nobody changes a decision; a recalculation proposes,
adds up to the won, and carries nothing out. Enter by :mod:`madang.entitlements.service`.
"""
