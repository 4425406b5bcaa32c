"""3. Geocode: the gazetteer store, the geopy-compatible geocoder, candidates and ranking."""
