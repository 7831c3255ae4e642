"""A bare Debian in qemu: made by debootstrap as its installer would leave it without a desktop, reached by ssh and QMP.

Everything is on loopback and ends by stop(). The processor is the host's (KVM) where it can do that, else emulated (TCG)."""
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time

USER = "verwaltung"
PANEL = (1024, 768)
PACKAGES = "linux-image-amd64,openssh-server,sudo,ca-certificates,systemd-timesyncd,libpam-systemd,dbus"
# /dev/kvm alone says little: where a processor without VMX or SVM has it, Debian's kernel does not come up.
FAST = os.access("/dev/kvm", os.R_OK | os.W_OK) and bool(re.search(r"\b(vmx|svm)\b", pathlib.Path("/proc/cpuinfo").read_text()))
ACCELERATION = ("-accel", "kvm", "-cpu", "host") if FAST else ("-accel", "tcg,thread=multi", "-cpu", "max")
# What a slow emulation may take for one thing; nothing is concluded from times.
PATIENCE_S = 1800


def free_port():
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def run(*command, **options):
    return subprocess.run([str(part) for part in command], check=True, **options)


def make_base(suite, base, mirror, key):
    """The folder `base`: Debian, a user for administration with ssh and sudo, one network card with DHCP."""
    if not (base / "etc/debian_version").exists() or not list(base.glob("boot/vmlinuz-*")):
        shutil.rmtree(base, ignore_errors=True)
        run("debootstrap", f"--include={PACKAGES}", suite, base, mirror, stdout=subprocess.DEVNULL)
    def write(path, text, mode=0o644):
        file = base / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        file.write_text(text)
        file.chmod(mode)
    write("etc/fstab", "/dev/vda / ext4 errors=remount-ro 0 1\n")
    write("etc/hostname", "terminal\n")
    write("etc/hosts", "127.0.0.1 localhost\n127.0.1.1 terminal\n")
    write("etc/network/interfaces", "auto lo\niface lo inet loopback\nauto eth0\niface eth0 inet dhcp\n")
    write("etc/resolv.conf", "nameserver 10.0.2.3\n")
    write("etc/apt/sources.list", f"deb {mirror} {suite} main\n")
    write("etc/machine-id", "")
    write(f"etc/sudoers.d/{USER}", f"{USER} ALL=(ALL) NOPASSWD: ALL\n", 0o440)
    # An emulated processor is slower than the terminal's watchdog; Debian's own timers would take the rest.
    slow = base / "etc/systemd/system/zugang-kiosk.service.d/90-emulation.conf"
    slow.unlink(missing_ok=True)
    if not FAST:
        write(slow.relative_to(base), "[Service]\nWatchdogSec=0\nTimeoutStartSec=infinity\n")
    for timer in ("apt-daily", "apt-daily-upgrade", "man-db", "dpkg-db-backup", "e2scrub_all", "fstrim"):
        (base / f"etc/systemd/system/{timer}.timer").unlink(missing_ok=True)
        (base / f"etc/systemd/system/{timer}.timer").symlink_to("/dev/null")
    (base / "etc/localtime").unlink(missing_ok=True)
    (base / "etc/localtime").symlink_to("/usr/share/zoneinfo/Europe/Berlin")
    if USER not in (base / "etc/passwd").read_text():
        run("chroot", base, "/usr/sbin/useradd", "-m", "-s", "/bin/bash", "-G", "sudo", USER)
    # A touch panel, that a finger can be put on from outside.
    run("c++", "-std=c++20", "-O1", "-static", "-o", base / "usr/local/sbin/finger", pathlib.Path(__file__).with_name("finger.cpp"))
    write("etc/systemd/system/finger.service", "[Service]\nExecStart=/usr/local/sbin/finger /run/finger\n")
    wanted = base / "etc/systemd/system/multi-user.target.wants/finger.service"
    wanted.unlink(missing_ok=True)
    wanted.symlink_to("../finger.service")
    home = base / "home" / USER
    write(f"home/{USER}/.ssh/authorized_keys", key)
    run("chroot", base, "/usr/bin/chown", "-R", f"{USER}:{USER}", f"/home/{USER}")
    (home / ".ssh").chmod(0o700)


class Machine:
    """`folder` has the disk and all that belongs to the emulator; `base` the kernel."""

    def __init__(self, folder, base, key):
        self.folder, self.base, self.key = folder, base, key
        folder.mkdir(parents=True, exist_ok=True)
        self.ports_file = folder / "ports.json"
        if not self.ports_file.exists():
            self.ports_file.write_text(json.dumps({name: free_port() for name in ("ssh", "web", "metrics")}))
        self.ports = json.loads(self.ports_file.read_text())
        self.line = None

    def make_disk(self):
        disk = self.folder / "disk"
        disk.unlink(missing_ok=True)
        run("truncate", "-s", "6G", disk)
        run("mkfs.ext4", "-q", "-d", self.base, disk)

    def running(self):
        try:
            pid = int((self.folder / "pid").read_text())
            return b"qemu-system" in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return False

    def start(self):
        forwards = "".join(f",hostfwd=tcp:127.0.0.1:{self.ports[name]}-:{port}" for name, port in
                           (("ssh", 22), ("web", 80), ("metrics", 9100)))
        last = lambda pattern: sorted(self.base.glob(pattern))[-1]
        run("qemu-system-x86_64", *ACCELERATION, "-m", "1536", "-smp", "2", "-display", "none",
            "-vga", "none", "-device", f"virtio-vga,xres={PANEL[0]},yres={PANEL[1]}", "-nic", "user,model=virtio" + forwards,
            "-kernel", last("boot/vmlinuz-*"), "-initrd", last("boot/initrd.img-*"),
            "-append", "root=/dev/vda ro net.ifnames=0 console=tty0 quiet",
            "-drive", f"file={self.folder}/disk,if=virtio,format=raw,cache=unsafe", "-device", "qemu-xhci",
            "-device", "usb-kbd", "-qmp", f"unix:{self.folder}/qmp,server=on,wait=off",
            "-pidfile", self.folder / "pid", "-daemonize")

    def stop(self):
        if not self.running():
            return
        self.leave()
        os.kill(int((self.folder / "pid").read_text()), signal.SIGTERM)
        while self.running():
            time.sleep(0.2)

    # --- by ssh ---

    def ssh_command(self):
        return ["ssh", "-i", str(self.key), "-p", str(self.ports["ssh"]), "-o", "StrictHostKeyChecking=no",
                "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "ConnectTimeout=60",
                "-o", "ServerAliveInterval=30", "-o", "ServerAliveCountMax=20",
                "-o", f"ControlPath={self.folder}/ssh", "-o", "ControlMaster=auto", "-o", "ControlPersist=yes"]

    def leave(self):
        subprocess.run([*self.ssh_command(), "-O", "exit", f"{USER}@127.0.0.1"], capture_output=True, check=False)

    def ask(self, command, answer="", user="root"):
        """Runs a command line in the administrator's home. Gives exit code and all that was said."""
        inner = ("sudo -H " if user == "root" else "") + f"bash -lc {shlex.quote(command)}"
        done = subprocess.run([*self.ssh_command(), f"{USER}@127.0.0.1", inner], input=answer, text=True, errors="replace",
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=PATIENCE_S, check=False)
        return done.returncode, done.stdout

    def send(self, *files):
        """Copies files to the administrator's home, as by scp."""
        for file in files:
            with open(file, "rb") as content:
                run(*self.ssh_command(), f"{USER}@127.0.0.1", f"cat > {shlex.quote(pathlib.Path(file).name)}", stdin=content)

    def wait(self, seconds=PATIENCE_S):
        """Until somebody can log in."""
        self.leave()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if subprocess.run([*self.ssh_command(), f"{USER}@127.0.0.1", "true"], capture_output=True, check=False).returncode == 0:
                return
            time.sleep(3)
        raise SystemExit("nobody can log in to the machine")

    def reboot(self):
        before = self.ask("cat /proc/sys/kernel/random/boot_id")[1]
        self.ask("reboot")
        self.leave()
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            self.wait()
            now = self.ask("cat /proc/sys/kernel/random/boot_id")[1]
            if now.strip() and now != before and "-" in now:
                return
            self.leave()
            time.sleep(3)
        raise SystemExit("the machine does not start again")

    # --- by QMP: screen, keys, sticks ---

    def qmp(self, execute, **arguments):
        if self.line is None:
            self.line = socket.socket(socket.AF_UNIX)
            self.line.connect(str(self.folder / "qmp"))
            self.file = self.line.makefile("rw")
            self.file.readline()
            self.qmp("qmp_capabilities")
        self.file.write(json.dumps({"execute": execute, "arguments": arguments}) + "\n")
        self.file.flush()
        while True:
            answer = json.loads(self.file.readline())
            if "error" in answer:
                raise RuntimeError(f"{execute}: {answer['error']['desc']}")
            if "return" in answer:
                return answer["return"]

    def screendump(self, file):
        self.qmp("screendump", filename=str(file), format="png")

    def touch(self, x, y, seconds):
        """A finger at this place of the panel, from 0 to 1, that rests so long."""
        place = " ".join(str(round(value * 32767)) for value in (x, y))
        code, said = self.ask(f"echo {place} {round(seconds * 1000)} > /run/finger")
        if code != 0:
            raise RuntimeError(f"no finger can be put on the panel: {said}")
        time.sleep(seconds)

    def keys(self, *names):
        self.qmp("send-key", keys=[{"type": "qcode", "data": name} for name in names])

    def plug(self, name, image):
        self.qmp("blockdev-add", **{"driver": "raw", "node-name": name, "file": {"driver": "file", "filename": str(image)}})
        self.qmp("device_add", driver="usb-storage", drive=name, id=f"usb-{name}", removable=True)

    def pull(self, name):
        self.qmp("device_del", id=f"usb-{name}")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                self.qmp("blockdev-del", **{"node-name": name})
                return
            except RuntimeError: # still in use
                time.sleep(0.5)
        raise RuntimeError(f"{name} is still plugged in")
