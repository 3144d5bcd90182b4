"""What a person types for an amount, a figure or a date, read as a person would.

Pure text in, value out: no model, no database. What has two readings or none is refused with a
sentence that says why (``NotUnderstood``), and how to write it instead; nothing is guessed.
"""

from .amounts import Hedge, Written, read_amount, read_figure
from .dates import read_date
from .reading import NotUnderstood

__all__ = ["Hedge", "NotUnderstood", "Written", "read_amount", "read_date", "read_figure"]
