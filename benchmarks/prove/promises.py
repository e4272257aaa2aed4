"""What is raised when a promise is broken."""


class Wrong(AssertionError):  # noqa: N818 -- a broken promise, found
    """A promise that is not kept."""


def require(kept: object, promise: str) -> None:
    if not kept:
        raise Wrong(promise)
