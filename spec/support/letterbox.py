"""What the mail server of the specs (aiosmtpd) does with a letter: it keeps each in a Maildir, and whoever is called
`gone` has no box here."""

from aiosmtpd.handlers import Mailbox


class Letterbox(Mailbox):
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone@"):
            return "550 5.1.1 There is nobody of that name here"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"
