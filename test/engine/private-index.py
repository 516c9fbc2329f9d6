"""A package index with a password and its own certificate authority: the page of one package, and its files."""

from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import environ
from socket import gethostbyname, gethostname
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from sys import exception
from zipfile import ZipFile, ZipInfo

import trustme


def wheel(version: str) -> bytes:
    info = f"acme_greeting-{version}.dist-info"
    files = {
        "acme_greeting.py": 'GREETING = "hello from acme"\n',
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: acme-greeting\nVersion: {version}\nRequires-Python: >=3.9\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: private-index\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        digest = urlsafe_b64encode(sha256(text.encode()).digest()).decode().rstrip("=")
        record += f"{name},sha256={digest},{len(text)}\n"
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n"

    archive = BytesIO()
    with ZipFile(archive, "w") as zip_file:
        for name, text in files.items():
            # A ZipInfo is of 1980, a mere name would be of today: locked hashes have to stay true
            zip_file.writestr(ZipInfo(name), text)
    return archive.getvalue()


WHEELS = {f"acme_greeting-{version}-py3-none-any.whl": wheel(version) for version in ("1.0.0", "1.1.0")}
LINKS = (f'<a href="../../files/{name}#sha256={sha256(data).hexdigest()}">{name}</a>\n' for name, data in WHEELS.items())
ANSWERS = {
    "/simple/": b'<!DOCTYPE html>\n<a href="acme-greeting/">acme-greeting</a>\n',
    "/simple/acme-greeting/": f"<!DOCTYPE html>\n{''.join(LINKS)}".encode(),
    **{f"/files/{name}": data for name, data in WHEELS.items()},
}
AUTHORIZATION = "Basic " + b64encode(f"{environ['INDEX_USERNAME']}:{environ['INDEX_PASSWORD']}".encode()).decode()


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = ANSWERS.get(self.path, b"")
        if self.headers["Authorization"] != AUTHORIZATION:
            body = b""
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="acme"')
        else:
            self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html" if self.path.endswith("/") else "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_request(self, code: object = "-", size: object = "-") -> None:
        print(self.command, self.path, code, flush=True)


class Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        print(repr(exception()), flush=True)  # instead of a traceback for each client that does not know the authority


ca = trustme.CA()
tls = SSLContext(PROTOCOL_TLS_SERVER)
# The name is for pip before 26.1, which fails at IP addresses: builds know it by --add-host
ca.issue_cert(gethostbyname(gethostname()), "private-index.example").configure_cert(tls)
server = Server(("", 8443), Handler)
# The handshake is for the thread of the request: here, a client that is silent would keep all others waiting
server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
ca.cert_pem.write_to_path("ca.pem")  # last, as its presence says that the server is there
server.serve_forever()
