"""The handbook's own commands, and the record of what they answered."""
import pathlib
import re

HEAD = """# Transcript: the operators' handbook, followed on a fresh system

`tests/follow_handbook {suite}` on {date}. [README.md](README.md) section by section, as a new operator would: a bare Debian without a desktop, a user for administration with ssh, the packages, root.json.

- `#` is a command of the handbook, taken out of its text by the script; `editor FILE` shows what was changed. `(look) #` is not in it: what a command led to. Answers are shortened ("[... n lines]").
- Keys, screen and sticks are those of the emulator (qemu, panel of 1024x768), the touch panel is one of the kernel's uinput in the machine. "as expected" compares a picture of the screen with what the same program draws of the same visit beside the machine.
- {times}
- **What this cannot show**: a panel of glass, sound, headphones, a receipt printer, a graphics card and its driver, a board's watchdog, sticks that are slow or faulty.
"""

TIMES = {
    True: "The processor is the host's (KVM), so times are those of a machine without a graphics card. Debian's own timers are off.",
    False: "Every instruction is emulated, a page takes seconds: times say nothing. The terminal's watchdog is off here, and so are Debian's own timers.",
}

ANSI = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b\][^\a]*\a|\r")
ARCHIVE = re.compile(r"(https?://)[^/\s]+(/debian)") # any server of packages
# What apt and debconf say because nobody sits at a terminal.
NOISE = re.compile(r"stable CLI interface|^debconf: |^dpkg-preconfigure: |^\(Reading database")


class Handbook:
    """packaging/README.md. What is not in it cannot be followed."""

    def __init__(self, file):
        self.text = pathlib.Path(file).read_text()
        self.blocks = [block.strip().splitlines() for block in re.findall(r"^ *```sh\n(.*?)^ *```", self.text, re.M | re.S)]

    def block(self, begins):
        """The commands of the fenced block whose first line begins so."""
        for block in self.blocks:
            if block[0].strip().startswith(begins):
                return [line for line in (re.sub(r"\s+# .*$", "", line).strip() for line in block) if line and not line.startswith("#")]
        raise SystemExit(f"the handbook has no commands that begin with \"{begins}\"")

    def inline(self, command):
        """A command that stands within a sentence."""
        if f"`{command}`" not in self.text:
            raise SystemExit(f"the handbook does not say `{command}`")
        return command


class Transcript:
    """One file a section, so that a section can be followed again. `hidden`: what is replaced, (text, name)."""

    def __init__(self, folder, hidden):
        self.folder, self.hidden = folder, hidden
        self.file = None
        folder.mkdir(parents=True, exist_ok=True)

    def section(self, number, title):
        self.file = self.folder / f"{number:02}.md"
        self.file.write_text("")
        self.write(f"## {title}\n")

    def clean(self, text):
        text = ANSI.sub("", text)
        for what, name in self.hidden:
            text = text.replace(what, name)
        return ARCHIVE.sub(r"\1MIRROR\2", text)

    def write(self, text):
        text = self.clean(text)
        print(text, flush=True)
        with self.file.open("a") as file:
            file.write(text + "\n")

    def said(self, text):
        self.write(text + "\n")

    def command(self, command, answer, code, most=8, own=False):
        """`own`: not of the handbook, but a look at what it did."""
        lines = [line.rstrip()[:180] for line in self.clean(answer).splitlines() if line.strip() and not NOISE.search(line)]
        if len(lines) > most:
            head = most // 2
            lines = [*lines[:head], f"[... {len(lines) - most + 1} lines]", *lines[len(lines) - most + 1 + head:]]
        prompt = "(look) # " if own else "# "
        text = "\n".join([prompt + command, *lines, *([f"[exit {code}]"] if code else [])])
        self.write(f"```\n{text}\n```")
