"""Divisions of China by GB/T 2260 code, in their time; what an issuer's name says of its division, level and kind."""

from gipcore.divisions.authority import RulePower, may_make_rules
from gipcore.divisions.issuers import ambiguity, complete, question
from gipcore.divisions.registers import Body
from gipcore.divisions.resolution import Ambiguous, Resolution, Resolved, Unknown, resolve
from gipcore.divisions.table import Division, Divisions, OtherName

__all__ = [
    "Ambiguous",
    "Body",
    "Division",
    "Divisions",
    "OtherName",
    "Resolution",
    "Resolved",
    "RulePower",
    "Unknown",
    "ambiguity",
    "complete",
    "may_make_rules",
    "question",
    "resolve",
]
