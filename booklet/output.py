"""Write a file whole or not at all.

Goes in: bytes and a path. Comes out: the file. The old one stays until the new one is complete on disk.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from booklet.report import BookletError, ExitCode, Finding, Place, reason


def write(path: Path, content: bytes) -> None:
    """Write `content` to `path` by way of a temporary file beside it. Raises `BookletError` when that fails."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".deel", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise BookletError(
            [
                Finding(
                    place=Place(path=str(path)),
                    what=f"schrijven lukt niet: {reason(error)}",
                    remedy="sluit het bestand als het open staat, maak ruimte op de schijf, of kies een map met --out.",
                    rule="schrijven",
                )
            ],
            ExitCode.WRITE,
        ) from error
    finally:
        # Also when somebody interrupts: nothing half written stays behind.
        if temporary:
            Path(temporary).unlink(missing_ok=True)
