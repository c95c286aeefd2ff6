"""Is the content of a file text in UTF-8, and if not, what is it and where does it go wrong?"""

from __future__ import annotations

from cpdash.errors import InputRefused

_SAVE = "save it as 'CSV UTF-8'"
_OTHER = {b"PK\x03\x04": "an Excel workbook or another zip file", b"PAR1": "a Parquet file", b"%PDF": "a PDF"}


def decoded(file: str, content: bytes) -> str:
    """Return the text without its byte order mark; raises InputRefused that names the line and what to do."""
    for start, what in _OTHER.items():
        if content.startswith(start):
            raise InputRefused([f"{file}: is {what} under another name: give it its proper ending."])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputRefused([f"{file}: is UTF-16: not UTF-8 at line 1: {_SAVE}."])
    if b"\x00" in content:
        line = _line(content, content.index(b"\x00"))
        raise InputRefused([f"{file}: not UTF-8 at line {line} (UTF-16, or no text at all): {_SAVE}."])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefused([f"{file}: not UTF-8 at line {_line(content, error.start)}: {_SAVE}."]) from None


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1
