"""What is to be checked: an installed plugin by its name, or the folder of a package, with the hash of every file."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, distributions
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from attrs import frozen

from gipcore.codec import did_you_mean
from gipcore.errors import PluginError
from gipcore.plugins import GROUP

LEFT_OUT = {"__pycache__", "build", "dist", "node_modules", "venv"}
"""Folders that are made of the package and are no part of it, besides all whose names begin with a dot."""
MAX_FILES = 2_000
MAX_FILE_BYTES = 64 * 1024 * 1024


@frozen
class FileHash:
    """A file that was checked: its path within the package, its size in bytes, the SHA-256 of its content."""

    path: str
    size: int
    sha256: str


@frozen
class Candidate:
    """A package and the plugins that it announces: names and modules of its entry points."""

    name: str
    version: str
    points: tuple[tuple[str, str], ...]
    origin: Literal["installed", "folder"]
    root: str = ""
    """The folder of the package, where one was given."""
    files: tuple[FileHash, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of its plugins."""
        return frozenset(name for name, _ in self.points)

    @property
    def packages(self) -> tuple[str, ...]:
        """The top-level packages of its plugins, sorted."""
        return tuple(sorted({value.partition(":")[0].partition(".")[0] for _, value in self.points}))


def find_candidate(what: str) -> Candidate:
    """The candidate that a person names: a folder with a ``pyproject.toml``, a plugin's or a package's name.

    Raises PluginError, with the nearest name if there is no such plugin.
    """
    if (Path(what) / "pyproject.toml").is_file():
        return from_folder(Path(what))
    if Path(what).is_dir() or os.sep in what or what.startswith("."):
        raise PluginError(
            f"{what} 不是一个插件包的文件夹：里面没有 pyproject.toml。请指明有 pyproject.toml 的那个文件夹。"
        )
    return from_installed(what)


def installed() -> dict[str, Distribution]:
    """The installed packages that announce a plugin, by their normalised names."""
    found: dict[str, Distribution] = {}
    for distribution in distributions():
        if _points(distribution):
            # The first on the path is the one that is imported.
            found.setdefault(_normal(str(distribution.metadata["Name"])), distribution)
    return found


def from_installed(name: str) -> Candidate:
    """The installed package *name*, or the one whose plugin has that name."""
    there = installed()
    wanted = _normal(name)
    owners = {point.name: key for key, distribution in there.items() for point in _points(distribution)}
    key = wanted if wanted in there else owners.get(name, "")
    if not key:
        known = sorted({*there, *owners})
        raise PluginError(
            f"没有安装插件 {name!r}{did_you_mean(name, known)}；已安装：{'、'.join(sorted(there))}。"
            f"要检查没有安装的，请写出它的文件夹，如 ./{name}。"
        )
    distribution = there[key]
    points = tuple(sorted((point.name, point.value) for point in _points(distribution)))
    candidate = Candidate(str(distribution.metadata["Name"]), distribution.version, points, "installed")
    return _with_files(candidate, list(_installed_files(candidate)))


def from_folder(root: Path) -> Candidate:
    """The package in a folder, as its ``pyproject.toml`` describes it."""
    try:
        data = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PluginError(f"{root / 'pyproject.toml'} 读不出来：{error}。请先改正。") from None
    project = _table(data.get("project"))
    points = _table(_table(project.get("entry-points")).get(GROUP))
    name = project.get("name")
    if not isinstance(name, str) or not points or not all(isinstance(value, str) for value in points.values()):
        raise PluginError(
            f'{root / "pyproject.toml"} 没有写明 [project] 的 name 和 [project.entry-points."{GROUP}"]，'
            f"装上后 gipcore 找不到它。请补上，可参照 gip plugins new 生成的。"
        )
    candidate = Candidate(
        name, str(project.get("version", "")), tuple(sorted(points.items())), "folder", str(root.resolve())
    )
    return _with_files(candidate, [(path.relative_to(root).as_posix(), path) for path in own_files(root)])


def own_files(folder: Path) -> Iterator[Path]:
    """The files of a package below *folder*, without what was made of them; links to folders are not followed."""
    count = 0
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in LEFT_OUT and name[0] != "." and not _made(name))
        for name in sorted(files):
            count += 1
            if count > MAX_FILES:
                raise PluginError(f"{folder} 中有 {MAX_FILES} 个以上的文件，不像一个插件包。请指明它自己的文件夹。")
            yield Path(here) / name


def _made(name: str) -> bool:
    return name.endswith(".egg-info")


def _installed_files(candidate: Candidate) -> Iterator[tuple[str, Path]]:
    for package in candidate.packages:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            continue
        origin = Path(spec.origin)
        if spec.submodule_search_locations is None:
            yield origin.name, origin
            continue
        for path in own_files(origin.parent):
            yield f"{package}/{path.relative_to(origin.parent).as_posix()}", path


def _with_files(candidate: Candidate, files: list[tuple[str, Path]]) -> Candidate:
    from attrs import evolve

    return evolve(candidate, files=tuple(_hashed(name, path) for name, path in files))


def _hashed(name: str, path: Path) -> FileHash:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise PluginError(f"{path} 有 {size} 字节，不像插件包的文件。请移走后再试。")
        return FileHash(name, size, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError as error:
        raise PluginError(f"打不开 {path}（{error.strerror}）。请检查权限。") from None


def _points(distribution: Distribution) -> list[EntryPoint]:
    return list(distribution.entry_points.select(group=GROUP))


def _table(item: Any) -> dict[str, Any]:
    return item if isinstance(item, dict) else {}


def _normal(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")
