"""Is this file a workbook that may be opened? Answered from its bytes, before any program parses it."""

from __future__ import annotations

import io
import zipfile
import zlib

MOST_BYTES = 200_000_000
"""What all members together may unpack to."""

MOST_RATIO = 200
"""How often a member may be larger than its packed form: sheets are seldom beyond 40, a bomb is beyond 1,000."""

_CHUNK = 1 << 20
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTITIES = tuple("<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be"))


def refusal(content: bytes, suffix: str) -> str | None:
    """Return why these bytes must not be opened as an Excel workbook, as a sentence to act on, or None."""
    if content.startswith(_OLE):
        return _old_or_locked(content, suffix.lower())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _wrong_kind(archive) or _bomb(archive) or _damaged(archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error):
        return "is not a workbook, or was cut off on its way: save it again as .xlsx and send the whole file"


def _old_or_locked(content: bytes, suffix: str) -> str:
    """Excel wraps a locked .xlsx in the container of the old .xls format, so the first bytes are the same."""
    if _ENCRYPTED in content or suffix != ".xls":
        return "is protected by a password: remove the password (File, Info, Protect Workbook) and save it again"
    return "is in the old .xls format: open it and save it as .xlsx"


def _wrong_kind(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "xl/workbook.bin" in names:
        return "is in the binary .xlsb format: open it and save it as .xlsx"
    if "content.xml" in names:
        return "is an OpenDocument spreadsheet (.ods): open it and save it as .xlsx"
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        return "is a zip file but not a workbook: expected .xlsx"
    return None


def _bomb(archive: zipfile.ZipFile) -> str | None:
    """Judge by the sizes that the directory claims; reading then never gets more out of a member than its claim."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    steep = any(member.file_size > MOST_RATIO * max(member.compress_size, 100) for member in members)
    if unpacked > MOST_BYTES or steep:
        return "unpacks to far more than a workbook holds, which can stop a computer: it was not opened"
    return None


def _damaged(archive: zipfile.ZipFile) -> str | None:
    """Unpack everything once, in pieces that are thrown away: a member that lies about its size fails its checksum."""
    left = MOST_BYTES
    for member in archive.infolist():
        with archive.open(member) as stream:
            tail = b""
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    return "unpacks to far more than its directory says: it was not opened"
                if any(mark in tail + chunk for mark in _ENTITIES):
                    return "holds XML that Excel never writes (a document type): it was not opened"
                tail = chunk[-32:]
    return None
