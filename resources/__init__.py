"""Icons, theme, defaults and models that ship with Evoke."""
