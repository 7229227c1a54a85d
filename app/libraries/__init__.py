"""More than one library: which were open last, changing between them, and making one."""
