"""The language of rules: text → parsed form → ground instances → verdicts, linear view; see the modules."""

from gipcore.expressions.binding import Instance, bind
from gipcore.expressions.compiled import Compiled, compile_expression
from gipcore.expressions.evaluation import EXACT, Surroundings, Unknown, evaluate
from gipcore.expressions.linear import Linear, linear
from gipcore.expressions.readings import Readings, Reason
from gipcore.expressions.syntax import parse
from gipcore.expressions.wording import Explanation, explain

__all__ = [
    "EXACT",
    "Compiled",
    "Explanation",
    "Instance",
    "Linear",
    "Readings",
    "Reason",
    "Surroundings",
    "Unknown",
    "bind",
    "compile_expression",
    "evaluate",
    "explain",
    "linear",
    "parse",
]
