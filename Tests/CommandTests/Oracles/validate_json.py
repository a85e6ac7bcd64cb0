"""Validates JSON documents of tflens against schema/json, with the jsonschema package.

Usage: validate_json.py PROGRAM ROOT MODEL...

Validates the outputs of the command cases and what PROGRAM prints about each MODEL, then mutates
one document of each kind: no mutant may be valid. Validates the target profiles and a configuration
in the same way. ROOT is the folder of the project.
"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema
import referencing
import yaml

COMMANDS = [
    ["inspect"],
    ["dump"],
    ["hardswish"],
    ["memory"],
    ["hardswish", "--tables"],
    ["audit", "--fail-on", "never", "--target", "generic-uint8-npu"],
    ["rewrite", "--dry-run", "--split-hard-swish", "--tables"],
    ["rewrite", "--dry-run", "--fuse-hard-swish"],
    ["rewrite", "--dry-run", "--per-tensor-weights"],
    ["rewrite", "--dry-run", "--to-uint8"],
    ["rewrite", "--dry-run", "--target", "generic-uint8-npu"],
    ["targets", "ethos_u55_u65", "--model"],
]
LISTS = [["rules"], ["passes"], ["targets"]]
# Objects whose keys come from the model or from the rule, and keys that may be left out.
OPEN = {"options", "values", "by_op", "by_type", "tags", "sources", "tflite_metadata"}
OPTIONAL = {"table", "tags", "problem", "block_size", "block_shape", "scales_tensor",
            "zero_points_tensor", "sha256", "distribution", "memory"}


def validators(folder):
    """A validator for each document name, such as tflens.inspect/2."""
    schemas = [json.loads(path.read_text()) for path in sorted(folder.glob("*.schema.json"))]
    registry = referencing.Registry().with_contents((schema["$id"], schema) for schema in schemas)
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)
    return {
        schema["title"]: jsonschema.Draft202012Validator(schema, registry=registry)
        for schema in schemas
    }


def documents(text):
    """The documents in an output: one, an array, or one per line; nothing where it is no JSON."""
    if not text.startswith(("{", "[")):
        return []
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        try:
            found = [json.loads(line) for line in text.splitlines()]
        except json.JSONDecodeError:
            return []
    found = found if isinstance(found, list) else [found]
    return [one for one in found if isinstance(one, dict) and "schema" in one]


def printed(program, *arguments):
    """The documents that a command prints; there must be at least one."""
    run = subprocess.run([program, *arguments], capture_output=True)
    found = documents(run.stdout.decode())
    if not found:
        sys.exit(f"no JSON from {arguments}: status {run.returncode}, {run.stderr.decode()}")
    return found


def mutants(value, root, key=""):
    """Changed copies of `root`, one for each change below `value`, with what was changed."""
    if isinstance(value, dict):
        if key in OPEN or (key == "model" and root["schema"].startswith("tflens.dump/")):
            return
        value["unexpected"] = 1
        yield f"{key}: a key added", copy.deepcopy(root)
        del value["unexpected"]
        for name in list(value):
            kept = value[name]
            if name not in OPTIONAL:
                items = list(value.items())
                del value[name]
                yield f"{key}.{name} removed", copy.deepcopy(root)
                value.clear()
                value.update(items)
            if not isinstance(kept, dict):
                value[name] = {"unexpected": 1}
                yield f"{key}.{name} made an object", copy.deepcopy(root)
                value[name] = kept
            if isinstance(kept, bool) or isinstance(kept, (int, float)):
                value[name] = [kept]
                yield f"{key}.{name} made a list", copy.deepcopy(root)
                value[name] = kept
            yield from mutants(kept, root, name)
    elif isinstance(value, list) and value:
        first = value[0]
        value[0] = {"unexpected": 1}
        yield f"{key}[0] made an object", copy.deepcopy(root)
        value[0] = first
        yield from mutants(first, root, key)


# Keys with two types, each with what the second one is.
TWO_TYPES = {
    "error": "a number of findings", "note": "a number of findings", "model": "an id in a database",
    "rules": "a fingerprint", "sources": "texts by their keys", "summary": "a sentence",
    "per_channel_weights": "a check", "value": "a version or a truth value", "litert": "a version",
}


def kinds(schema, shared):
    """The JSON types of a value, without null."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return kinds(shared[name], shared) if name in shared else {"object"}
    if "const" in schema or "enum" in schema:
        values = schema.get("enum", [schema.get("const")])
        return {"string" if isinstance(value, str) else "number" for value in values
                if value is not None}
    if "anyOf" in schema:
        return set().union(*(kinds(one, shared) for one in schema["anyOf"]))
    found = schema.get("type", "object")
    found = {found} if isinstance(found, str) else set(found)
    return {"number" if one == "integer" else one for one in found} - {"null"}


def key_types(schemas):
    """Yields the keys that have two types over all documents: a program reads each in one way."""
    shared = {name: part for schema in schemas for name, part in schema.get("$defs", {}).items()}
    # Infinities are strings in place of numbers.
    shared["real"] = {"type": "number"}
    found = {}

    def walk(schema):
        if isinstance(schema, list):
            for one in schema:
                walk(one)
        elif isinstance(schema, dict):
            for name, part in schema.get("properties", {}).items():
                if isinstance(part, dict):
                    found.setdefault(name, set()).update(kinds(part, shared))
            for part in schema.values():
                walk(part)

    for schema in schemas:
        if schema["title"].startswith("tflens.") or "common" in schema["$id"]:
            walk(schema)
    for name, types in sorted(found.items()):
        # A number counts what an array of the same name lists.
        if (len(types - {"array", "number"}) + (len(types & {"array", "number"}) > 0) > 1) != (
                name in TWO_TYPES):
            yield f"the key {name} has the types {sorted(types)}"
    if len(found) < 100:
        yield f"only {len(found)} keys in the schemas"


CONFIGURATION = """
select: [Q]
ignore: Q003
fail_on: warning
targets: [generic-uint8-npu]
suppressions:
  - {rule: Q004, reason: measured, model: "models/**", operator: 12, tensor: "a*", expires: "2027-01-31"}
"""
# What the program rejects too.
WRONG_CONFIGURATIONS = [
    "selct: [Q]", "fail_on: fatal", "suppressions: [{rule: Q003}]",
    "suppressions: [{rule: Q003, reason: ' '}]", "suppressions: [{rule: Q003, reason: x, day: 1}]",
    "suppressions: [{rule: Q003, reason: x, expires: soon}]", "targets: {a: b}",
]


def yaml_failures(program, root, known):
    """What is wrong with the schemas of YAML files."""
    profile, configuration = known["Target profile"], known["Configuration"]
    for path in sorted((root / "Sources/Targeting/Profiles").glob("*.yaml")):
        for error in list(profile.iter_errors(yaml.safe_load(path.read_text())))[:3]:
            yield f"{path.name}: {error.json_path}: {error.message[:300]}"
    path = root / "Sources/Targeting/Profiles/generic-uint8-npu.yaml"
    for old, new in [
        ("static_shapes: true", "static_shape: true"), ("kind: generic", "kind: genric"),
        ("supported: true", "supported: maybe"), ("id: generic-uint8-npu\n", ""),
        ("{max: 16}", "{most: 16}"), ("of: weights", "of: weight"),
    ]:
        text = path.read_text()
        if old not in text or profile.is_valid(yaml.safe_load(text.replace(old, new))):
            yield f"a profile is still valid with '{new}' for '{old}'"
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "configuration.yaml"
        for text in [CONFIGURATION, *WRONG_CONFIGURATIONS]:
            file.write_text(text)
            model = root / "fixtures/digits_int8.tflite"
            run = subprocess.run([program, "audit", model, "--config", file], capture_output=True)
            # 0 and 1: the configuration was read.
            if configuration.is_valid(yaml.safe_load(text)) != (run.returncode in (0, 1)):
                yield f"the schema and tflens (status {run.returncode}) differ about {text!r}"


def main():
    program, root, *models = sys.argv[1:]
    root = pathlib.Path(root)
    known = validators(root / "schema/json")
    failures, counts, samples = list(yaml_failures(program, root, known)), {}, {}
    failures += key_types([validator.schema for validator in known.values()])

    def validate(origin, document):
        name = document["schema"]
        if name not in known:
            failures.append(f"{origin}: no schema for {name}")
            return
        counts[name] = counts.get(name, 0) + 1
        errors = list(known[name].iter_errors(document))
        for error in errors[:3]:
            failures.append(f"{origin}: {error.json_path}: {error.message[:300]}")
        if not errors:
            kind = (name, "error" in document and document["error"] is not None)
            samples.setdefault(kind, []).append(document)

    for path in sorted((root / "Tests/CommandTests/Cases").glob("*.out")):
        for document in documents(path.read_text()):
            validate(path.name, document)
    for command in LISTS:
        for document in printed(program, *command, "--format", "json"):
            validate(" ".join(command), document)
    for target in printed(program, "targets", "--format", "json")[0]["targets"]:
        for document in printed(program, "targets", target["target"], "--format", "json"):
            validate(f"targets {target['target']}", document)
    for model in models:
        for command in COMMANDS:
            for document in printed(program, *command, model, "--format", "json"):
                validate(f"{' '.join(command)} {model}", document)
    for model in models:
        for document in printed(program, "diff", models[0], model, "--format", "json"):
            validate(f"diff {models[0]} {model}", document)
    digits = str(root / "fixtures/digits_int8.tflite")
    test_set = str(root / "fixtures/digits_test.npz")
    for model, inputs in ((models[0], []), (digits, ["--inputs", test_set, "--std", "16", "--rank", "2", "--labels", test_set,
                                                "--what-if", "all=int16"])):
        verify = ["verify", model, model, *inputs, "--runs", "1", "--python", sys.executable]
        for document in printed(program, *verify, "--format", "json"):
            if "error" in document:
                failures.append(f"verify: {document['error']['message']}")
            validate(f"verify {model} {inputs}", document)
    calibrate = ["calibrate", digits, "--inputs", test_set, "--runs", "1", "--python", sys.executable]
    for document in printed(program, *calibrate, "--format", "json"):
        validate("calibrate", document)
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/zoo.sqlite"
        batch = ["batch", "check", "--output", "-", "--database", database, "--target", "generic-uint8-npu"]
        for document in printed(program, *batch, *models):
            validate(f"batch {document['path']}", document)
        for document in printed(program, "batch", "report", database, "--format", "json"):
            validate("batch report", document)

    for (name, _), found in samples.items():
        # The largest documents of up to 20,000 bytes: each mutant is validated anew.
        sizes = sorted(((len(json.dumps(one)), at) for at, one in enumerate(found)))
        fitting = [at for size, at in sizes if size <= 20_000] or [sizes[0][1]]
        sample = copy.deepcopy(found[fitting[-1]])
        for change, mutant in mutants(sample, sample):
            counts["mutants"] = counts.get("mutants", 0) + 1
            if known[name].is_valid(mutant):
                failures.append(f"{name}: still valid with {change}")

    for title in known:
        if title.startswith("tflens.") and title not in counts:
            failures.append(f"{title}: no document was validated")
    print("\n".join(failures) or f"same {counts}")
    sys.exit(1 if failures else 0)


main()
