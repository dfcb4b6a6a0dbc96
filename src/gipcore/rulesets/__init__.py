"""Forms and rulesets as a catalogue: loading, validation, and the rules in force for a report."""

from gipcore.rulesets.catalogue import Catalogue
from gipcore.rulesets.in_force import RulesInForce
from gipcore.rulesets.left_out import left_out
from gipcore.rulesets.loading import Folder, build_catalogue, load_catalogue, read_layer
from gipcore.rulesets.scheduling import Schedules
from gipcore.rulesets.validation import forms_of, validate
from gipcore.rulesets.writing import write_layer

__all__ = [
    "Catalogue",
    "Folder",
    "RulesInForce",
    "Schedules",
    "build_catalogue",
    "forms_of",
    "left_out",
    "load_catalogue",
    "read_layer",
    "validate",
    "write_layer",
]
