"""Who publishes: keys, a repository and editions of it, as sync/README.md says, with the programs of the package zugang-editor."""
import json
import re
import shutil
import subprocess

from handbook.machine import run


def unpack(packages, folder):
    """The packages as an office has them installed; the programs want the libraries of the same Debian."""
    shutil.rmtree(folder, ignore_errors=True)
    for package in sorted(packages.glob("zugang-*.deb")):
        run("dpkg-deb", "-x", package, folder)
    return folder


class Office:
    def __init__(self, programs, folder):
        self.programs, self.folder = programs, folder
        self.repository, self.public = folder / "repo", folder / "www"
        self.source = folder / "source/bund"
        self.edition = 0

    def tool(self, name, *arguments):
        done = subprocess.run([str(self.programs / "usr/bin" / name), *map(str, arguments)], cwd=self.folder, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if done.returncode != 0:
            raise SystemExit(f"{name} {arguments[0]}: {done.stdout[-800:]}")
        return done.stdout

    def publish(self, *arguments):
        return self.tool("zugang-publish", *arguments)

    def begin(self):
        """Keys, root, who signs what. Gives the root that terminals begin with."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copytree(self.programs / "usr/share/zugang/editor/content/source/bund", self.source)
        for name in ("anna", "ben", "targets", "bund", "online"):
            self.publish("key", "new", name, "--owner", f"{name}, office", "--no-passphrase")
        self.publish("init", "repo", "--root-key", "anna.pub", "--root-key", "ben.pub", "--threshold", 2, "--targets-key", "targets.pub",
                     "--snapshot-key", "online.pub", "--timestamp-key", "online.pub", "--out", "1.root")
        for name in ("anna", "ben"):
            self.publish("root", "sign", "1.root", "--key", name)
        self.publish("root", "accept", "repo", "1.root")
        self.publish("targets", "sign", "repo", "--key", "targets")
        self.publish("delegate", "add", "repo", "bund", "bund.pub", "--key", "targets")
        shutil.copy(self.repository / "metadata/1.root.json", self.folder / "root.json")
        return self.folder / "root.json"

    def bring_out(self):
        """The next edition: the first tile of the start page says its number. Gives the content folder that a terminal must come to."""
        self.edition += 1
        words = self.source / "ui/de.toml"
        words.write_text(re.sub(r'^residence = .*$', f'residence = "Aufenthalt, Ausgabe {self.edition}"', words.read_text(), flags=re.M))
        assets = self.programs / "usr/share/zugang/editor"
        self.tool("zugang-content", "package", self.source, "--assets", assets, "--out", "desk")
        self.publish("region", "sign", "desk", "bund", "--key", "bund", "--repository", "repo")
        self.publish("accept", "repo", "desk", "bund")
        self.publish("snapshot", "repo", "--key", "online")
        self.publish("timestamp", "repo", "--key", "online")
        self.publish("verify", "repo", "--as-client")
        built = self.folder / f"built-{self.edition}"
        self.tool("zugang-content", "build", self.source, "--assets", assets, "--out", built)
        return built

    def version(self):
        """What zugang-sync calls this edition: the content of its manifest."""
        newest = max((self.repository / "metadata").glob("*.bund.json"), key=lambda file: int(file.name.split(".")[0]))
        hashed = json.loads(newest.read_text())["signed"]["targets"]["bund/manifest.json"]["hashes"]["sha256"]
        return json.loads(next(self.repository.rglob(f"{hashed}.manifest.json")).read_text())["content"]


def newer(package, version, folder, replace=None):
    """The package with another version, of itself and of what it needs of us; `replace`: files in it, {path: text}."""
    tree = folder / "tree"
    shutil.rmtree(tree, ignore_errors=True)
    run("dpkg-deb", "-R", package, tree)
    control = tree / "DEBIAN/control"
    text = control.read_text()
    old = re.search(r"^Version: (.*)$", text, re.M).group(1)
    control.write_text(text.replace(old, version))
    for path, content in (replace or {}).items():
        (tree / path).write_text(content)
    name = re.search(r"^Package: (.*)$", text, re.M).group(1)
    file = folder / f"{name}_{version}_amd64.deb"
    run("dpkg-deb", "-Zgzip", "-z1", "-b", tree, file, stdout=subprocess.DEVNULL)
    shutil.rmtree(tree)
    return file
