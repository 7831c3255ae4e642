#!/usr/bin/env python3
"""A proxy before a calendar server that spoils answers: faults.py PORT SERVER-PORT FOLDER.

The first file in FOLDER whose method fits ("PUT lost") is taken away and spoils that request:
  500 503 507   the server is not asked
  late-500      the server is asked, and 500 is answered
  lost          the server is asked, the answer is not given
  before        the line breaks before the server is asked
  hidden-412    a 207 that hides a 412; the server is not asked
  hidden-507    the server is asked, its 207 gets a 507 more
  redirect      302 to another host
  huge          an answer without end
  broken        half an XML document
  bomb          an XML document whose entities would grow for ever
  silent        no answer for a long time
  empty         207 with nothing in it
  no-tag        the answer without its ETag
  skewed        the answer with a Date of 1970
  foreign       200 and a page of a hotel's network
"""
import http.client
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, server_port, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
lock = threading.Lock()
NAMESPACES = b'xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'


def take_fault(method):
    with lock:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            with open(path, encoding="utf-8") as file:
                wanted, fault = file.read().split()
            if wanted in (method, "*"):
                os.remove(path)
                return fault
    return ""


class Proxy(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def give(self, status, body=b"", headers=()):
        self.send_response_only(status)
        for key, value in headers:
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hang_up(self):
        self.close_connection = True

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = take_fault(self.command)
        if fault in ("500", "503", "507"):
            return self.give(int(fault))
        if fault == "before":
            return self.hang_up()
        if fault == "hidden-412":
            xml = (b"<multistatus " + NAMESPACES + b"><response><href>" + self.path.encode() +
                   b"</href><status>HTTP/1.1 412 Precondition Failed</status></response></multistatus>")
            return self.give(207, xml)
        if fault == "redirect":
            return self.give(302, headers=[("Location", "http://elsewhere.example/")])
        if fault == "broken":
            return self.give(207, b"<multistatus " + NAMESPACES + b"><response><href>/x")
        if fault == "empty":
            return self.give(207, b"<multistatus " + NAMESPACES + b"/>")
        if fault == "bomb":
            xml = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
            for i in range(12):
                xml += b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10)
            return self.give(207, xml + b"]><multistatus " + NAMESPACES + b">&m;</multistatus>")
        if fault == "foreign":
            return self.give(200, b"<html>Welcome to our hotel</html>")
        if fault == "silent":
            threading.Event().wait(30)
            return self.hang_up()
        if fault == "huge":
            self.send_response_only(207)
            self.send_header("Connection", "close")
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b"<!-- -->" * 100000)
            except OSError:
                return self.hang_up()
        line = http.client.HTTPConnection("127.0.0.1", server_port, timeout=30)
        headers = {k: v for k, v in self.headers.items() if k.lower() not in ("host", "connection")}
        headers["Host"] = "127.0.0.1:%d" % server_port
        line.request(self.command, self.path, body, headers)
        answer = line.getresponse()
        data = answer.read()
        line.close()
        if fault == "lost":
            return self.hang_up()
        kept = [(k, v) for k, v in answer.getheaders()
                if k.lower() in ("etag", "content-type", "www-authenticate", "location")]
        if fault == "no-tag":
            kept = [(k, v) for k, v in kept if k.lower() != "etag"]
        if fault == "skewed":
            kept.append(("Date", "Thu, 01 Jan 1970 00:00:00 GMT"))
        if fault == "late-500":
            return self.give(500)
        if fault == "hidden-507":
            end = data.rfind(b"</multistatus")
            if end < 0:
                return self.give(507)
            data = (data[:end] + b'<response xmlns="DAV:"><href>/</href><status>HTTP/1.1 507 '
                    b"Insufficient Storage</status></response>" + data[end:])
        return self.give(answer.status, data, kept)

    do_GET = do_PUT = do_DELETE = do_REPORT = serve


ThreadingHTTPServer(("127.0.0.1", port), Proxy).serve_forever()
