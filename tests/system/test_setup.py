import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import which
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pinned(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", lock(name), re.MULTILINE))


def distribution(requirement: str) -> str:
    named = re.match(r"[A-Za-z0-9_.-]+", requirement)
    assert named is not None
    return named[0].lower().replace("_", "-")


# The locks


@pytest.mark.parametrize("name", LOCKS)
def test_lock_says_nothing_of_where_packages_come_from(name: str) -> None:
    for line in lock(name).splitlines():
        assert re.fullmatch(
            r"|#.*|[a-z0-9-]+==[0-9a-z.+]+ \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line
        )
        assert "/" not in line


@pytest.mark.parametrize("name", LOCKS)
def test_every_pinned_package_has_hashes(name: str) -> None:
    packages = re.split(r"^(?=[a-z0-9-]+==)", lock(name), flags=re.MULTILINE)[1:]

    assert all("--hash=sha256:" in package for package in packages)


@pytest.mark.parametrize("name", LOCKS)
def test_compiled_packages_have_hashes_for_many_systems(name: str) -> None:
    """Three Pythons on Linux (two processors) and macOS make at least nine files."""
    packages = re.split(r"^(?=[a-z0-9-]+==)", lock(name), flags=re.MULTILINE)[1:]
    files = {package.split("==")[0]: package.count("--hash") for package in packages}

    for compiled in ("aiohttp", "pydantic-core", "yarl", "multidict", "frozenlist", "propcache"):
        assert files[compiled] >= 9


def test_whoever_tests_has_exactly_what_runs() -> None:
    running, testing = (pinned(name) for name in LOCKS)

    assert running.items() <= testing.items()


def test_everything_the_project_asks_for_is_pinned() -> None:
    project = PROJECT["project"]

    asked = {distribution(needed) for needed in project["dependencies"]}
    tools = {distribution(needed) for needed in project["optional-dependencies"]["dev"]}

    assert asked <= pinned("requirements.lock").keys()
    assert tools <= pinned("requirements-dev.lock").keys()


# The commands


def test_make_alone_lists_what_can_be_made() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert [line.split()[1] for line in listed.splitlines()] == [
        *("help", "run", "test", "prove", "bench", "pictures", "format", "lock", "clean")
    ]


def test_set_up_once_make_does_not_set_up_again(tmp_path: Path) -> None:
    """In a folder with a space; `-n` tells what would be done."""
    folder = tmp_path / "a neighbour's folder"
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("Makefile", *LOCKS):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for name in ("bin/python", "ready-to-run", "ready-to-test"):
        (folder / ".venv" / name).touch()

    told = subprocess.run(
        ["make", "-n", "run"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout

    assert told == "exec .venv/bin/python -m bot\n"


def test_without_a_fitting_python_make_says_so(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    (tmp_path / "requirements.lock").touch()
    make = which("make")
    assert make is not None

    ended = subprocess.run(
        [make, "run"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path / "tools")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode != 0
    assert "Linli needs Python 3.11, 3.12 or 3.13, and none of them is here." in ended.stderr


def test_build_server_can_run_its_script() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_command_is_the_same_as_the_module() -> None:
    assert PROJECT["project"]["scripts"] == {"linli": "bot.cli:main"}
    assert "from bot.cli import main" in (ROOT / "bot" / "__main__.py").read_text(encoding="utf-8")


# The house


def test_no_arrow_goes_up() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")

    ended = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 0, ended.stdout


def test_every_room_is_packed_with_what_lies_in_it() -> None:
    tools = PROJECT["tool"]["setuptools"]
    rooms = set(tools["packages"]["find"]["include"])
    packed = {room: {Path(glob).suffix for glob in globs}
              for room, globs in tools["package-data"].items()}  # fmt: skip

    for room in ("bot", "handlers", "storage", "community", "locales", "sandbox"):
        assert {room, f"{room}.*"} <= rooms
        lying = {path.suffix for path in (ROOT / room).rglob("*") if path.is_file()}
        assert lying - {".py", ".pyc"} <= packed.get(room, set())


def test_secrets_and_data_are_never_committed() -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert {"/config.toml", "/data/", "*.token", ".venv/"} <= set(ignored)
