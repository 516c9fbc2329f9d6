"""Gives one event to a function, as Lambda does, and prints what it answers: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
import http.server
import threading
import time

NEXT = "/2018-06-01/runtime/invocation/next"
events = [b'{"key": "value"}']


class Runtime(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path != NEXT or not events:
            threading.Event().wait()  # there are no more events
        event = events.pop()
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "request-1")
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int((time.time() + 30) * 1000)))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-central-1:123456789012:function:test")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(event)))
        self.end_headers()
        self.wfile.write(event)

    def do_POST(self):
        print(self.path.removeprefix("/2018-06-01/runtime/"), self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *words):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", 9001), Runtime).serve_forever()
