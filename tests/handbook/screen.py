"""What the screen should show, and touching it. The same program plays each visit in a tour beside the machine, with the same content
and size: where a button is, and how the page looks after each step. Then the finger in the emulator does the same."""
import json
import os
import pathlib
import subprocess
import time

from PIL import Image, ImageChops

from handbook.machine import FAST, PANEL


def alike(one, other):
    """How much of two pictures is the same, from 0 to 1."""
    if one.size != other.size:
        return 0.0
    difference = ImageChops.difference(one.convert("L"), other.convert("L"))
    return sum(difference.histogram()[:24]) / (one.size[0] * one.size[1])


class Screen:
    """`programs`: the packages, unpacked; `config`: a terminal.toml whose [printer] and [appointments] are those of the machine."""

    def __init__(self, machine, programs, folder, config):
        self.machine, self.programs, self.folder, self.config = machine, programs, folder, config
        self.rotation = 0
        self.content = programs / "usr/share/zugang/base/content"
        folder.mkdir(parents=True, exist_ok=True)

    def size(self):
        return PANEL if self.rotation in (0, 180) else PANEL[::-1]

    def take(self, name):
        """A picture of the panel, as somebody sees it who stands before it."""
        file = self.folder / f"{name}.png"
        self.machine.screendump(file)
        picture = Image.open(file).convert("RGB")
        if self.rotation:
            picture = picture.rotate(self.rotation, expand=True)
            picture.save(file)
        return picture

    def expected(self, steps, name):
        """Plays the steps of a tour; a tree and a picture before the first one and after each."""
        folder = self.folder / "expected"
        folder.mkdir(exist_ok=True)
        for old in folder.glob("*"):
            if old.is_file():
                old.unlink()
        lines = ["tree 0", "shot 0"]
        for number, step in enumerate(steps, 1):
            lines += [step, "wait 400", f"tree {number}", f"shot {number}"]
        tour = folder / "visit.tour"
        tour.write_text("\n".join(lines) + "\n")
        width, height = self.size()
        command = [self.programs / "usr/bin/zugang-kiosk", "--content", self.content, "--config", self.config, "--state",
                   self.folder / "state", "--size", f"{width}x{height}", "--tour", tour, "--out", folder]
        done = subprocess.run(list(map(str, command)), env={**os.environ, "SDL_AUDIODRIVER": "dummy"}, capture_output=True,
                              text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{name} cannot be played: {done.stderr[-500:]}")
        return folder

    def settle(self, want, enough, seconds, name):
        """Waits until the screen is alike; gives how much it is at the end."""
        end = time.monotonic() + seconds
        best = 0.0
        while True:
            best = alike(self.take(name), want)
            if best >= enough or time.monotonic() > end:
                return best
            time.sleep(0.5)

    def place(self, rect):
        """The middle of a rectangle of the picture, on the panel."""
        width, height = self.size()
        x, y = (rect[0] + rect[2] / 2) / width, (rect[1] + rect[3] / 2) / height
        return {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[self.rotation]

    def visit(self, steps, name, enough=0.97, seconds=240):
        """Does the steps ("tap ID", "hold ID MS") on the machine. Gives (step, how much its page is as expected) for each, and leaves a
        picture of the last page."""
        folder = self.expected(steps, name)
        pages = [Image.open(folder / f"{number}.png").convert("RGB") for number in range(len(steps) + 1)]
        seen = [("", self.settle(pages[0], enough, seconds, name))]
        for number, step in enumerate(steps):
            what, element, *rest = step.split()
            tree = json.loads((folder / f"{number}.json").read_text())
            rect = next(node["rect"] for node in tree if node["id"] == element)
            last = number == len(steps) - 1
            if what == "hold":
                seen.append((step, self.hold(rect, pages[number], pages[number + 1], enough, name)))
            else:
                self.machine.touch(*self.place(rect), 0.15)
                seen.append((step, self.settle(pages[number + 1], enough, seconds, name)))
            if seen[-1][1] < enough and not last:
                raise RuntimeError(f"{name}.png: after {step} only {seen[-1][1] * 100:.1f} % of the page are as expected")
        return seen

    def hold(self, rect, here, there, enough, name):
        """A finger that rests. The screen of languages greets in one language after the other, and its brand moves with each: who misses
        it tries again. Two seconds are meant; an emulated machine sees a finger seconds after it came down."""
        for _ in range(4):
            self.machine.touch(*self.place(rect), 3 if FAST else 10)
            much = self.settle(there, enough, 20, name)
            if much >= enough:
                break
            self.settle(here, enough, 120, name)
        return much
