"""1. Read: a file becomes a Document; one module a format."""
