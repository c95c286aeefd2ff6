"""Is the content of a file text in UTF-8, and if not, what is it and where does it go wrong?"""

from __future__ import annotations

from cpdash.errors import InputRefused

MARK = b"\xef\xbb\xbf"
_SAVE = "save it as 'CSV UTF-8'"
_OTHER = {b"PK\x03\x04": "an Excel workbook or another zip file", b"PAR1": "a Parquet file", b"%PDF": "a PDF"}


def check_utf8(file: str, content: bytes) -> None:
    """Raise InputRefused when the content is no UTF-8 text: it names the line and what to do."""
    _refuse_other(file, content)
    if content.isascii():
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputRefused([f"{file}: not UTF-8 at line {_line(content, error.start)}: {_SAVE}."]) from None


def first_line(content: bytes) -> str:
    """Return the first line of UTF-8 text that is not empty, without its break."""
    start = len(MARK) if content.startswith(MARK) else 0
    while content[start : start + 1] in (b"\r", b"\n"):
        start += 1
    end = content.find(b"\n", start)
    return content[start : end if end >= 0 else len(content)].decode("utf-8").rstrip("\r")


def as_utf8(file: str, content: bytes) -> tuple[bytes, bool]:
    """Return the text as UTF-8 without its byte order mark, and whether it had to be read as Windows-1252.

    Excel's plain "CSV" is Windows-1252. Raises InputRefused for UTF-16 and for what is no text.
    """
    _refuse_other(file, content)
    plain = content.removeprefix(MARK)
    if plain.isascii():
        return plain, False
    try:
        plain.decode("utf-8")
    except UnicodeDecodeError as error:
        try:
            return plain.decode("cp1252").encode("utf-8"), True
        except UnicodeDecodeError:
            line = _line(content, error.start)
            raise InputRefused([f"{file}: neither UTF-8 nor Windows-1252 at line {line}: {_SAVE}."]) from None
    return plain, False


def _refuse_other(file: str, content: bytes) -> None:
    for start, what in _OTHER.items():
        if content.startswith(start):
            raise InputRefused([f"{file}: is {what} under another name: give it its proper ending."])
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputRefused([f"{file}: is UTF-16: not UTF-8 at line 1: {_SAVE}."])
    if b"\x00" in content:
        line = _line(content, content.index(b"\x00"))
        raise InputRefused([f"{file}: not UTF-8 at line {line} (UTF-16, or no text at all): {_SAVE}."])


def _line(content: bytes, at: int) -> int:
    return content.count(b"\n", 0, at) + 1
