"""Proof over the whole numbers that rules in force can all be kept and each be broken; see the README."""

from __future__ import annotations

from gipcore.hookspecs import Prover, hookimpl
from gipcore.proofs import Progress, Proof, Question


def prove(question: Question, progress: Progress) -> Proof:
    """Prove; the solver is loaded now and not with the plugin."""
    from gipcore_proof.proving import prove

    return prove(question, progress)


@hookimpl
def gipcore_provers() -> list[Prover]:
    """The one prover of this plugin."""
    return [Prover("integers", prove, "整数证明（z3）")]
