"""The screen where a person teaches the model their own words."""
