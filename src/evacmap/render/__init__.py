"""7. Render: HTML map and tables."""
