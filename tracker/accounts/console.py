"""E-mails printed as a person reads them, where no mail server is set.

Django's console backend prints the encoded message: a subject in French is unreadable, and a long
link may be folded by quoted-printable, so that it cannot be copied.
"""

from django.core.mail.backends import console


class EmailBackend(console.EmailBackend):
    def write_message(self, message):
        lines = [
            "─" * 79,
            f"E-mail to {', '.join(message.recipients())}, printed because EMAIL_URL is not set",
            f"Subject: {message.subject}",
            "",
            message.body.rstrip(),
            "─" * 79,
        ]
        text = "\n".join(lines) + "\n"
        # A terminal that knows no accent shows question marks; the link is ASCII.
        encoding = getattr(self.stream, "encoding", None) or "utf-8"
        self.stream.write(text.encode(encoding, "replace").decode(encoding))
