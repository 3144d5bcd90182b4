"""Accounts of the desk: who is invited, how a password is chosen, who may manage whom.

They belong to no domain app: a user means nothing to evidence or to claims, and both name users
without knowing these screens. So they are wiring, and live here. There is no model: a user, its
groups and its password are Django's, and the groups are made by ``initiatives.groups``.
"""
