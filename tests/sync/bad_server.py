"""A web server that does what web servers should not do. Serves a folder; prints its port.

usage: bad_server.py FOLDER MODE

MODE   crawl        one byte a second
       long         more bytes than it says, and says the wrong length
       short        says the right length and closes half way
       other-range  answers a range with bytes from the start
       no-range     answers a range with the whole file
       changing     every other answer has a changed byte in its middle
       portal       answers everything with a login page and 200
       moved        redirects everything once more and more
       refusing     503 for everything
       cached       answers metadata from FOLDER.old, which is older
"""
import http.server
import pathlib
import sys
import time

FOLDER = pathlib.Path(sys.argv[1])
MODE = sys.argv[2]
COUNT = {"answers": 0}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, extra=(), length=None):
        self.send_response(status)
        for name, value in extra:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        return body

    def do_GET(self):
        COUNT["answers"] += 1
        if MODE == "refusing":
            self.wfile.write(self.answer(503, b"no\n"))
            return
        if MODE == "moved":
            self.answer(302, b"", [("Location", self.path + "x")])
            return
        if MODE == "portal":
            self.wfile.write(self.answer(200, b"<html><body>Please log in</body></html>"))
            return
        folder = FOLDER
        if MODE == "cached" and self.path.startswith("/metadata/"):
            folder = pathlib.Path(str(FOLDER) + ".old")
        file = folder / self.path.lstrip("/")
        if not file.is_file():
            self.wfile.write(self.answer(404, b"404\n"))
            return
        body = file.read_bytes()
        status, extra = 200, []
        asked = self.headers.get("Range")
        if asked and MODE != "no-range":
            start, end = asked.split("=")[1].split("-")
            first = int(start)
            last = int(end) if end else len(body) - 1
            if first >= len(body):
                self.wfile.write(self.answer(416, b""))
                return
            if MODE == "other-range":
                last, first = last - first, 0
            extra = [("Content-Range", f"bytes {first}-{min(last, len(body) - 1)}/{len(body)}")]
            status, body = 206, body[first:last + 1]
        if MODE == "changing" and COUNT["answers"] % 2 == 0 and len(body) > 2:
            middle = len(body) // 2
            body = body[:middle] + bytes([body[middle] ^ 1]) + body[middle + 1:]
        if MODE == "crawl":
            self.answer(status, body, extra)
            for byte in body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(1)
        elif MODE == "long":
            self.close_connection = True
            self.wfile.write(self.answer(status, body, extra, length=10**9) + b"x" * 10**6)
        elif MODE == "short":
            self.close_connection = True
            self.answer(status, body, extra)
            self.wfile.write(body[: (len(body) + 1) // 2])
        else:
            self.wfile.write(self.answer(status, body, extra))


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # a client that has heard enough
        pass


with Server(("127.0.0.1", int(sys.argv[3]) if len(sys.argv) > 3 else 0), Handler) as server:
    server.serve_forever()
