"""Reads a SARIF log with classes generated from the published schema of SARIF 2.1.0.

Usage: read_sarif.py LOG. Prints rule, level and fingerprint of every result, one per line.
"""
import json
import sys

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Log

with open(sys.argv[1], encoding="utf-8") as file:
    log = Log.model_validate(json.load(file))
for run in log.runs:
    for result in run.results:
        (fingerprint,) = result.partialFingerprints.values()
        print(result.ruleId, result.level.value, fingerprint)
