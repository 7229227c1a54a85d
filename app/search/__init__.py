"""Looking for photos and moments, and showing what was found."""
