"""What COTS learns by: losses, keys, the noise filter, and the task that joins them."""
