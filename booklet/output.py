"""Write a file, or a folder of files, whole or not at all.

Goes in: bytes and a path. Comes out: the file. The old one stays until the new one is complete on disk.
"""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from booklet.report import BookletError, ExitCode, Finding, Place, reason

SUFFIX = ".deel"
_PRIVATE = 0o600
_CANNOT = (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL)


def write(path: Path, content: bytes, *, private: bool = False, lasting: bool = True) -> None:
    """Write `content` to `path` by way of a temporary file beside it. Raises `BookletError` when that fails.

    While it is written a file has no name where the system can do so (Linux): then not even a process that is
    killed leaves a part of it. A `private` file is for its owner only. One that is not `lasting` may still be lost
    when the power fails, until `Settling` has waited for it.
    """
    try:
        _put(path, content, private=private, lasting=lasting)
    except OSError as error:
        raise _failed(path, error) from error


class Settling:
    """Files on their way to the disk, while other work goes on."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._failed: BookletError | None = None
        self._thread = threading.Thread(target=self._settle, args=(tuple(paths),))
        self._thread.start()

    def wait(self) -> None:
        """Wait until all of them are there. Raises `BookletError` when one cannot be."""
        self._thread.join()
        if self._failed:
            raise self._failed

    def _settle(self, paths: tuple[Path, ...]) -> None:
        for path in paths:
            try:
                handle = os.open(path, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
            except OSError as error:
                self._failed = _failed(path, error)
                return


def keep(path: Path, content: bytes, pattern: str, newest: int) -> None:
    """Write a private file that can be made again, and take away all but the `newest` that match `pattern`.

    Do without when that fails; when the power fails just then, it may be damaged.
    """
    with suppress(OSError):
        _put(path, content, private=True, lasting=False)
        ages = []
        for other in path.parent.glob(pattern):
            with suppress(FileNotFoundError):  # somebody else may tidy up as well
                ages.append((other.stat().st_mtime_ns, other))
        for _, other in sorted(ages)[:-newest]:
            other.unlink(missing_ok=True)


def _put(path: Path, content: bytes, *, private: bool, lasting: bool) -> None:
    """Write a file under a passing name, or none, and then give it its own."""
    mode = _PRIVATE if private else 0o644
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    if _write_nameless(path, content, mode, lasting=lasting):
        return
    import tempfile  # noqa: PLC0415 - rarely needed

    prefix = f".{path.name}." if private else "."
    handle, temporary = tempfile.mkstemp(prefix=prefix, suffix=SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
        temporary = ""
    finally:
        # Also when somebody interrupts: nothing half written stays behind.
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def append(path: Path, lines: Sequence[str]) -> None:
    """Add lines to a private file, and wait until they are on the disk. Raises `BookletError` when that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _PRIVATE), "ab") as file:
            file.write("".join(f"{line}\n" for line in lines).encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _failed(path, error) from error


def sweep(folder: Path, pattern: str) -> None:
    """Take away what a killed process left of private files whose names match `pattern`."""
    for path in folder.glob(f".{pattern}.*{SUFFIX}"):
        path.unlink(missing_ok=True)


@contextmanager
def staging(target: Path) -> Iterator[Path]:
    """Give an empty folder beside `target` to work in, which goes away again whatever happens."""
    import shutil  # noqa: PLC0415 - rarely needed

    folder = target.with_name(f".{target.name}{SUFFIX}")
    try:
        shutil.rmtree(folder, ignore_errors=True)  # what a killed process left
        folder.mkdir(parents=True)
        yield folder
    except OSError as error:
        raise _failed(folder, error) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def copy(source: Path, target: Path) -> None:
    """Copy a folder with all that is in it. Raises `BookletError` when that fails."""
    import shutil  # noqa: PLC0415 - rarely needed

    try:
        shutil.copytree(source, target)
    except (OSError, shutil.Error) as error:
        raise _failed(target, error) from error


def publish(folder: Path, target: Path, beside: Mapping[Path, bytes]) -> None:
    """Give a finished folder its name and the files `beside` it their new content: all of them, or none.

    Raises `BookletError` when that fails, also when the name is taken.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in beside}
    done = False
    try:
        for path, content in beside.items():
            write(path, content)
        if target.exists():
            raise FileExistsError(errno.EEXIST, "die map is er al")
        folder.rename(target)
        done = True
    except OSError as error:
        raise _failed(target, error) from error
    finally:
        if not done:
            _restore(before)


def _restore(before: Mapping[Path, bytes | None]) -> None:
    for path, content in before.items():
        if content is None:
            path.unlink(missing_ok=True)
        elif path.read_bytes() != content:
            write(path, content)


def _write_nameless(path: Path, content: bytes, mode: int, *, lasting: bool) -> bool:
    """Write a file that gets its name when it is complete; False where the system cannot."""
    kind = getattr(os, "O_TMPFILE", 0)
    try:
        handle = os.open(path.parent, kind | os.O_RDWR, _PRIVATE) if kind else -1
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
        handle = -1
    if handle < 0:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        if mode != _PRIVATE:
            os.fchmod(handle, mode)
        if lasting:
            os.fsync(handle)
        try:
            _name(handle, path)
        except FileExistsError:
            # A file without a name cannot replace another one: it gets a name beside it first.
            beside = path.with_name(f".{path.name}.{os.getpid()}{SUFFIX}")
            beside.unlink(missing_ok=True)
            try:
                _name(handle, beside)
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)
    return True


def _name(handle: int, path: Path) -> None:
    """Give a file its name; naming a folder, which is not looked at, makes Python follow the link in /proc."""
    os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)


def _failed(path: Path, error: OSError) -> BookletError:
    return BookletError(
        [
            Finding(
                place=Place(path=str(path)),
                what=f"schrijven lukt niet: {reason(error)}",
                remedy="sluit het bestand als het open staat, maak ruimte op de schijf, of kies een map met --out.",
                rule="schrijven",
            )
        ],
        ExitCode.WRITE,
    )
