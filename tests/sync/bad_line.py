#!/usr/bin/python3
"""What stands between a terminal and its server where lines are bad.

usage: bad_line.py PORT relay TO_PORT DELAY_MS STALLS
       bad_line.py PORT cut TO_PORT BYTES
       bad_line.py PORT intercept CERTIFICATE
       bad_line.py PORT tls CERTIFICATE

relay      hands bytes on, DELAY_MS later in each direction; with STALLS about one segment in a hundred comes later by
           what TCP waits until it sends a lost one again (RFC 6298: at least a round trip, at least 200 ms)
cut        ends each connection after so many bytes
intercept  a proxy that takes CONNECT and answers in place of the server, with a certificate of its own
tls        an https server or proxy with that certificate
"""

import asyncio
import logging
import random
import ssl
import sys

PORT, MODE = int(sys.argv[1]), sys.argv[2]
SEGMENT = 1460  # bytes of a TCP segment on Ethernet
RANDOM = random.Random(1)
logging.disable()  # of lines that are ended with this program


async def hand_on(reader, writer, delay, stalls):
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()

    async def send():
        while True:
            due, data = await queue.get()
            await asyncio.sleep(max(0, due - loop.time()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
        if writer.can_write_eof():
            writer.write_eof()

    sender = asyncio.ensure_future(send())
    last = 0
    while True:
        data = await reader.read(SEGMENT)
        late = delay + max(2 * delay, 0.2) if stalls and data and RANDOM.random() < 0.01 else delay
        last = max(last, loop.time() + late)  # nothing overtakes what was lost
        await queue.put((last, data))
        if not data:
            break
    await sender


async def relay(reader, writer):
    to, delay, stalls = int(sys.argv[3]), int(sys.argv[4]) / 1000, sys.argv[5] == "stalls"
    behind, before = await asyncio.open_connection("127.0.0.1", to)
    try:
        await asyncio.gather(hand_on(reader, before, delay, stalls), hand_on(behind, writer, delay, stalls))
    except OSError:
        pass
    for end in (writer, before):
        end.close()


async def cut(reader, writer):
    left = int(sys.argv[4])
    behind, before = await asyncio.open_connection("127.0.0.1", int(sys.argv[3]))

    async def ask():
        while data := await reader.read(SEGMENT):
            before.write(data)

    asking = asyncio.ensure_future(ask())
    while left > 0 and (data := await behind.read(min(SEGMENT, left))):
        left -= len(data)
        writer.write(data)
        await writer.drain()
    asking.cancel()
    writer.transport.abort() if left == 0 else writer.close()
    before.close()


def certificate():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3])
    return context


async def answer(reader, writer):
    try:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        await writer.drain()
    except (asyncio.IncompleteReadError, OSError):
        pass
    writer.close()


async def intercept(reader, writer):
    try:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.drain()
        loop = asyncio.get_running_loop()
        transport = await loop.start_tls(writer.transport, writer.transport.get_protocol(), certificate(), server_side=True)
        transport.close()
    except (asyncio.IncompleteReadError, OSError, ssl.SSLError):
        writer.close()


async def main():
    handlers = {"relay": relay, "cut": cut, "intercept": intercept, "tls": answer}
    server = await asyncio.start_server(handlers[MODE], "127.0.0.1", PORT, ssl=certificate() if MODE == "tls" else None)
    async with server:
        await server.serve_forever()


asyncio.run(main())
