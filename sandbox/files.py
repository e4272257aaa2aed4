"""The files that went through Telegram: bytes by file id, and what Telegram tells about each."""

import contextlib
import struct
from dataclasses import dataclass

from sandbox.refusals import bad_request
from sandbox.shapes import Json, Upload

DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "audio": "music",
    "animation": "animations",
    "video_note": "video_notes",
    "sticker": "stickers",
}
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
UNKNOWN_SIZE = (1280, 720)


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    kind: str
    name: str
    mime: str
    content: bytes
    path: str

    def brief(self) -> Json:
        return {
            "file_id": self.file_id,
            "file_unique_id": f"AQ{self.file_id[2:]}",
            "file_size": len(self.content),
        }


class FileStore:
    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._files: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, kind: str) -> StoredFile:
        number = len(self._files) + 1
        ending = upload.name.rpartition(".")[2] if "." in upload.name else "bin"
        folder = FOLDERS.get(kind, "documents")
        stored = StoredFile(
            file_id=f"Ag{self._bot_id}-{kind}-{number}",
            kind=kind,
            name=upload.name,
            mime=upload.mime,
            content=upload.content,
            path=f"{folder}/file_{number}.{ending}",
        )
        self._files[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def download(self, file_id: str) -> Json:
        stored = self.find(file_id)
        if stored is None:
            raise bad_request("invalid file_id")
        if len(stored.content) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        return stored.brief() | {"file_path": stored.path}


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height from the head of a PNG, GIF or JPEG; a usual size for anything else."""
    with contextlib.suppress(struct.error, IndexError):
        if content.startswith(b"\x89PNG"):
            width, height = struct.unpack_from(">II", content, 16)
            return width, height
        if content.startswith(b"GIF8"):
            width, height = struct.unpack_from("<HH", content, 6)
            return width, height
        if content.startswith(b"\xff\xd8"):
            return _jpeg_size(content)
    return UNKNOWN_SIZE


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Walks from segment to segment until one tells the frame's size."""
    at = 2
    while content[at + 1] not in JPEG_FRAMES:
        at += 2 + int(struct.unpack_from(">H", content, at + 2)[0])
    height, width = struct.unpack_from(">HH", content, at + 5)
    return width, height
