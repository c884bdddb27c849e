class UploadError(Exception):
    """A file cannot be taken; the message says why and how to mend it."""
