"""A forward proxy: plain http requests, and tunnels for all else."""

from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_WR, create_connection, socket
from threading import Thread
from urllib.parse import urlsplit


def copy(source: socket, target: socket) -> None:
    with suppress(OSError):  # either side may hang up
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(SHUT_WR)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urlsplit(self.path)
        print(self.command, url.hostname, flush=True)
        path = url._replace(scheme="", netloc="").geturl() or "/"
        # One request for each connection: then its answer can be copied without being understood
        headers = [f"{name}: {value}" for name, value in self.headers.items() if "connection" not in name.lower()]
        with create_connection((url.hostname, url.port or 80)) as upstream:
            request = [f"{self.command} {path} HTTP/1.1", *headers, "Connection: close"]
            upstream.sendall(("\r\n".join(request) + "\r\n\r\n").encode("latin-1"))
            copy(upstream, self.connection)

    do_HEAD = do_GET

    def do_CONNECT(self) -> None:
        print("CONNECT", self.path, flush=True)
        host, port = self.path.rsplit(":", 1)
        with create_connection((host, int(port))) as upstream:
            self.send_response(200)
            self.end_headers()
            answers = Thread(target=copy, args=(upstream, self.connection))
            answers.start()
            copy(self.connection, upstream)
            answers.join()

    def log_request(self, code: object = "-", size: object = "-") -> None:
        """The log is of hosts."""


server = ThreadingHTTPServer(("", 3128), Handler)
Path("ready").touch()
server.serve_forever()
