"""The engine as a process of its own: requests in, answers and progress out."""
