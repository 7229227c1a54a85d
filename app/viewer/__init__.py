"""One photo or clip, large, with the reasons why it was found."""
