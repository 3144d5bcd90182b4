"""Lists of two levels for the pages and messages of the desk: who is concerned, then what."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Outline:
    """``add`` headings with their lines, then ``html``; plain texts are escaped."""

    def __init__(self):
        self.items = []

    def add(self, heading, lines) -> None:
        below = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
        self.items.append(format_html("{}<ul>{}</ul>", heading, below) if below else heading)

    def html(self, kind: str = "") -> SafeString:
        """The list; ``kind`` is one more CSS class of it."""
        items = format_html_join("", "<li>{}</li>", ((item,) for item in self.items))
        return format_html('<ul class="outline {}">{}</ul>', kind, items)


def linked(address: str, row, remark: str = "") -> SafeString:
    """``row``, which leads to ``address``, and a remark in brackets."""
    link = format_html('<a href="{}">{}</a>', address, row)
    return format_html("{} ({})", link, remark) if remark else link
