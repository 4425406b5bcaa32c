"""Built data: gazetteer, basemap, road graph. Made by the scripts in gazetteer/, not edited."""
