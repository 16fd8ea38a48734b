"""Documents of OpenAPI 3.1: each is valid, and so is each example by its own schema and by those of its responses."""

import json
import sys

from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator


def reference(path):
    return {"$ref": f"#/components/{path}"}


def validator(document, schema):
    """A validator of one schema, whose references lead into the document."""
    return Draft202012Validator({"components": document["components"], **schema})


def faults(document):
    """All that is wrong, as texts."""
    yield from (f"document: {fault.message}" for fault in OpenAPIV31SpecValidator(document).iter_errors())
    components = document["components"]
    for key, schema in components["schemas"].items():
        Draft202012Validator.check_schema(schema)
    for key, example in components["examples"].items():
        for fault in validator(document, reference(f"schemas/{example['x-schema']}")).iter_errors(example["value"]):
            yield f"example {key}: {fault.message}"
    shown = {example["x-schema"] for example in components["examples"].values()}
    yield from (f"schema {key}: no example" for key in components["schemas"] if key not in {"Error", *shown})
    for key, response in components["responses"].items():
        for media in response.get("content", {}).values():
            for name, example in media.get("examples", {}).items():
                assert example == reference(f"examples/{name}"), example
                for fault in validator(document, media["schema"]).iter_errors(components["examples"][name]["value"]):
                    yield f"example {name} of response {key}: {fault.message}"


def main(paths):
    wrong = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        found = list(faults(document))
        wrong += [f"{path}: {fault}" for fault in found]
        components = {kind: len(entries) for kind, entries in document["components"].items()}
        print(path.rsplit("/", 1)[-1], components)
    print(*wrong, sep="\n")
    return 1 if wrong or not paths else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
