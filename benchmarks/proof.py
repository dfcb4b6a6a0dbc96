"""How long it takes to prove the national rules, case by case, and those of every layer on top of them.

    python benchmarks/proof.py            # from the root, with the packages installed; --layers proves the layers too

A lot is the reports of one form and year under the same rules. Seconds are those of one processor; no more is used.
"""

from __future__ import annotations

import sys
import time

from gipcore.engine import Engine
from gipcore.proof_questions import answers, questions
from gipcore.proofs import Proof


def told(layer: str, proof: Proof, seconds: float) -> str:
    """One lot in a line."""
    question = proof.question
    broken, implied = len(proof.breakings), len(proof.implied)
    state = "proved" if proof.complete and not (proof.conflict or proof.never_passes) else "NOT PROVED"
    return (
        f"{layer:8}{question.rules.form.id:12}{question.year:5} {len(proof.cases):6} cases {broken:6} broken"
        f" {implied:5} implied {len(proof.never_fires):4} never fire {seconds:7.1f} s  {state}"
    )


def main() -> None:
    """Prove and print; the total of the national rules last."""
    engine = Engine()
    catalogue, prover = engine.catalogue, engine.provers["integers"]
    layers = dict.fromkeys(ruleset.layer_id for ruleset in catalogue.rulesets)
    total = 0.0
    for layer in layers if "--layers" in sys.argv else ["cn"]:
        rulesets = [ruleset for ruleset in catalogue.rulesets if ruleset.layer_id == layer]
        asked = questions(catalogue, rulesets, seconds=3600.0)
        begun = time.process_time()
        for proof in answers(asked, prover, lambda done, of: None):
            seconds = time.process_time() - begun
            print(told(layer, proof, seconds))
            total += seconds if layer == "cn" else 0
            begun = time.process_time()
    print(f"the national rules: {total:.1f} s")


if __name__ == "__main__":
    main()
