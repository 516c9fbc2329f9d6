import { buildSection } from './build-section';
import { literal, literals } from './compose-text';
import { Surroundings } from './surroundings';
import { PythonContainer } from '../python-container';
import { testRun } from '../tasks/test-run';

/** The service that runs the tests. Its profile has the same name, so that it is not started otherwise. */
export const TESTS = 'tests';

/** The tests, in the development image and with the services. */
export function testService(container: PythonContainer, { dependsOn, environment, secrets }: Surroundings): [string, object][] {
  const { testCommand, lazyImports } = container._facts;
  if (!testCommand) {
    return [];
  }
  const run = testRun(testCommand, lazyImports);
  const variables = literals({ ...environment, ...run.environment });
  return [[TESTS, {
    profiles: [TESTS],
    build: buildSection(container, container.dev.name),
    command: run.command.map(literal),
    init: true,
    ...Object.keys(variables).length ? { environment: variables } : {},
    ...secrets.length ? { secrets } : {},
    ...Object.keys(dependsOn).length ? { depends_on: dependsOn } : {},
  }]];
}
