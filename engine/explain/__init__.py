"""Why a picture matches: a map per word."""
