"""A file becomes Documents. Takes paths; gives plain text with its blocks and its source."""

from evacmap.read.documents import READERS, read_document, read_records
from evacmap.read.find import find_reports

__all__ = ["READERS", "find_reports", "read_document", "read_records"]
