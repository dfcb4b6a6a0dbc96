"""A plain script: the findings of each file, one a line.

python examples/embedding/script.py examples/jiahezi-2023.txt
"""

import sys

import gipcore

for name in sys.argv[1:]:
    try:
        outcome = gipcore.check(gipcore.read(name))
    except gipcore.GipError as error:
        sys.exit(str(error))
    print(name, outcome.status, sep="\t")
    for finding in outcome.findings:
        print(name, finding.severity, finding.message, sep="\t")
