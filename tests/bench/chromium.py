#!/usr/bin/env python3
"""What a browser in kiosk mode needs for the same kind of site, on this machine: the row beside ours.

usage: xvfb-run -a -s '-screen 0 1920x1080x24' tests/bench/chromium.py CHROMIUM SOURCE_OF_BUND

The site is made of the package's German texts: a home page with its articles as tiles, and one long page of all
articles. Pages tell a server on the loopback when they are painted; nothing else is asked of a network.
"""
import html
import http.server
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

STYLE = """<style>body{margin:0;font:24px sans-serif;background:#f5f2ec;color:#1b2327}
header{background:#0b5563;color:#fff;padding:48px}main{max-width:1100px;margin:auto;padding:32px}
.tile{display:inline-block;width:300px;height:160px;margin:12px;padding:20px;background:#fff;border-radius:24px;
box-shadow:0 2px 8px #0003;vertical-align:top;overflow:hidden}</style>"""
READY = "<script>requestAnimationFrame(()=>requestAnimationFrame(()=>fetch('/painted')))</script>"
SCROLL = """<script>let frames=0,start=0;function step(now){if(!start)start=now;frames++;window.scrollBy(0,7);
if(now-start<10000)requestAnimationFrame(step);else fetch('/scrolled?'+frames/10)}
setTimeout(()=>requestAnimationFrame(step),3000)</script>"""


def page(title, body, script):
    return f"<!doctype html><html lang=de><meta charset=utf-8><title>{title}</title>{STYLE}{body}{script}"


def make_site(source, folder):
    articles = []
    for file in sorted(pathlib.Path(source, "articles").glob("*/de.md")):
        text = file.read_text(encoding="utf-8").split("+++")[-1]
        text = re.sub(r"\{[^}]*\}", "", re.sub(r"\[\[([^|\]]*)\|?([^\]]*)\]\]", r"\2", text))
        articles.append((file.parent.name, html.escape(text)))
    tiles = "".join(f"<div class=tile><b>{name}</b><p>{text[:80]}</div>" for name, text in articles[:8])
    home = page("home", f"<header><h1>Zugang</h1></header><main>{tiles}</main>", READY)
    (folder / "home.html").write_text(home, encoding="utf-8")
    whole = "".join(f"<h2>{name}</h2><p>" + text.replace("\n\n", "<p>") for name, text in articles)
    (folder / "long.html").write_text(page("long", f"<main>{whole}</main>", SCROLL), encoding="utf-8")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, folder):
        server = self
        self.told = {}
        self.news = threading.Condition()

        class Handler(http.server.SimpleHTTPRequestHandler):
            def __init__(self, *args, **kw):
                super().__init__(*args, directory=str(folder), **kw)

            def do_GET(self):
                name, _, value = self.path[1:].partition("?")
                if name in ("painted", "scrolled"):
                    with server.news:
                        server.told[name] = (time.monotonic(), value)
                        server.news.notify_all()
                    self.send_response(204)
                    self.end_headers()
                else:
                    super().do_GET()

            def log_message(self, *args):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def wait(self, name, seconds=60):
        with self.news:
            if not self.news.wait_for(lambda: name in self.told, seconds):
                raise SystemExit(f"the browser did not say that it has {name}")
            return self.told.pop(name)


def tree(pid):
    """A process and all that it started."""
    children = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def look(pids):
    """PSS in MB, threads, voluntary switches, processor seconds."""
    pss = threads = switches = ticks = 0
    for pid in pids:
        proc = pathlib.Path(f"/proc/{pid}")
        try:
            pss += int(re.search(r"^Pss:\s+(\d+)", (proc / "smaps_rollup").read_text(), re.M)[1])
            for task in (proc / "task").iterdir():
                threads += 1
                switches += int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", (task / "status").read_text(), re.M)[1])
            fields = (proc / "stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        except (OSError, TypeError):
            continue
    return pss / 1024, threads, switches, ticks / os.sysconf("SC_CLK_TCK")


def start(browser, profile, address):
    # Root may not have a sandbox; everything else as a kiosk would be set up.
    command = [browser, "--kiosk", "--no-first-run", "--no-sandbox", "--disable-gpu", "--window-size=1920,1080",
               "--disable-background-networking", "--disable-component-update", f"--user-data-dir={profile}", address]
    begin = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    return process, begin


def stop(process):
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    browser, source = sys.argv[1:]
    work = pathlib.Path(tempfile.mkdtemp())
    try:
        make_site(source, work)
        server = Server(work)
        at = f"http://127.0.0.1:{server.server_port}"
        fresh, warm = [], []
        for run in range(6):
            profile = work / "profile"
            shutil.rmtree(profile, ignore_errors=True)
            for times in (fresh, warm):
                process, begin = start(browser, profile, f"{at}/home.html")
                painted, _ = server.wait("painted")
                times.append(painted - begin)
                time.sleep(1)
                stop(process)
        # The first run warms the disk.
        print(f"chromium.start {statistics.median(warm[1:]):.2f} s warm profile, {statistics.median(fresh[1:]):.2f} s fresh")
        process, _ = start(browser, work / "profile", f"{at}/home.html")
        server.wait("painted")
        time.sleep(15)
        pids = tree(process.pid)
        before = look(pids)
        time.sleep(20)
        after = look(pids)
        stop(process)
        print(f"chromium.memory {after[0]:.0f} MB PSS, {len(pids)} processes, {after[1]} threads")
        print(f"chromium.idle {(after[3] - before[3]) * 5:.2f} % of a core, {(after[2] - before[2]) / 20:.1f} wake-ups a second")
        process, _ = start(browser, work / "profile", f"{at}/long.html")
        time.sleep(4)
        pids = tree(process.pid)
        before = (time.monotonic(), look(pids)[3])
        _, frames = server.wait("scrolled")
        spent = (look(pids)[3] - before[1]) / (time.monotonic() - before[0])
        stop(process)
        print(f"chromium.scroll {spent * 100:.0f} % of a core at {float(frames):.0f} frames/s")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
