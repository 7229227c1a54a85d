"""Training of COTS; imports without Qt, decord, hnswlib or sqlite-utils."""
