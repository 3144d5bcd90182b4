"""The first real dataset, one file for each list, and its loader.

``read``: files -> records that know their line. ``plan``: records -> rows, every value checked;
``check``: what no single record can tell. ``write``: rows -> database. ``load``: all of it in one
transaction, with publication.
"""
