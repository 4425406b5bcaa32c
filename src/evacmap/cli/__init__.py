"""The command line: commands parse and print, the library works."""
