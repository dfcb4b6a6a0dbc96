"""Forms and rulesets as a catalogue: loading, validation, and the rules in force for a report."""

from gipcore.rulesets.catalogue import Catalogue, RulesInForce
from gipcore.rulesets.loading import Folder, load_catalogue, read_layer
from gipcore.rulesets.validation import forms_of, validate

__all__ = ["Catalogue", "Folder", "RulesInForce", "forms_of", "load_catalogue", "read_layer", "validate"]
