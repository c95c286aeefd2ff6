"""A note of a person as one line: when, what, who, and of an action by when and how far it is."""

from __future__ import annotations

from cpdash.board.views import Note

KINDS = {
    "commentary": "Commentary", "action": "Action", "event": "What happened", "rebase": "Usual range begins anew",
}  # fmt: skip


def note_words(note: Note) -> str:
    """Return a note as a line without its full stop: "Action, May 2026: ... (Head of Fostering, by 30 June 2026)"."""
    whose = [note.who]
    if note.due:
        whose.append(f"by {note.due.day} {note.due:%B %Y}")
    if note.status:
        whose.append(note.status)
    return f"{KINDS[note.kind]}, {note.month.words}: {note.text.rstrip('.')} ({', '.join(whose)})"
