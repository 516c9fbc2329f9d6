"""Writes the user names and passwords of package indexes into a netrc file, which pip reads.

Arguments: the file, and for each index its host and the start of the names of the variables that hold its credentials.
"""

import os
import sys
from netrc import NetrcParseError, netrc

# Python 3.11 and later read quotes and backslashes like a shell; earlier versions read them literally
QUOTES = sys.version_info >= (3, 11)


def encoded(text):
    # pip sends these characters as Latin-1: so it sends the bytes of UTF-8
    return text.encode("utf-8", "surrogateescape").decode("latin-1")


def word(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if QUOTES else text


def main(path, *arguments):
    indexes = list(zip(arguments[::2], arguments[1::2]))
    logins = {
        host: tuple(encoded(os.environ[variable + end]) for end in ("_USERNAME", "_PASSWORD"))
        for host, variable in indexes
    }
    with open(path, "w", encoding="utf-8") as file:
        for host, (user, password) in logins.items():
            file.write(f"machine {host} login {word(user)} password {word(password)}\n")
    for host, login in logins.items():
        try:
            found = netrc(path).authenticators(host) or ()
        except NetrcParseError:
            found = ()
        if found[::2] != login:
            sys.exit(
                f"pip with Python {sys.version_info.major}.{sys.version_info.minor} cannot read the user or the password for {host}: "
                "one is empty, or has white space or characters beyond ASCII. Use another password, Python 3.11 or later, or PipInstaller.UV."
            )


main(*sys.argv[1:])
