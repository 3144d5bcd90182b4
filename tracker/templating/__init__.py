"""Django's own tags for what a page prints a hundred times: they do the same in less time.

Templates are written as ever: settings put these in the place of Django's. Each falls back on what
it replaces wherever more is asked than the plain form.
"""
