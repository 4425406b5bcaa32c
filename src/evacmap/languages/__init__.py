"""Words of each language, as data: en.toml and those that follow it."""
