import type { Application, FrameworkProfile } from './framework';

/**
 * A function of AWS Lambda: the runtime interface client asks Lambda for events and calls the function with each.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/python-image.html#python-image-clients
 */
export const lambda: FrameworkProfile = {
  requirements: ['awslambdaric>=3'],
  devRequirements: [],
  sources: ({ moduleName }) => [moduleName],
  command: application => ['python', '-m', 'awslambdaric', handler(application)],
  devCommand: application => lambda.command(application),
  probe: ({ moduleName }) => ['python', '-c', `from ${moduleName}.main import handler`],
  hasProvenance: false,
  sample: ({ name, moduleName }) => ({
    [`${moduleName}/__init__.py`]: '',
    [`${moduleName}/main.py`]: `from typing import Any


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Lambda calls this function with each event, and returns its result."""
    return {"message": ${JSON.stringify(`Hello from ${name}`)}, "event": event}
`,
  }),
  sampleTest: ({ name, moduleName }) => ({
    'tests/__init__.py': '',
    'tests/test_main.py': `from ${moduleName}.main import handler


def test_handler() -> None:
    assert handler({"key": "value"}, None) == {"message": ${JSON.stringify(`Hello from ${name}`)}, "event": {"key": "value"}}
`,
  }),
};

function handler({ moduleName }: Application): string {
  return `${moduleName}.main.handler`;
}
