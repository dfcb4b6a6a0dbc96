"""One profile for all property tests of the core: time limits would make them depend on the machine's load."""

from hypothesis import settings

settings.register_profile("gipcore", deadline=None)
settings.load_profile("gipcore")
