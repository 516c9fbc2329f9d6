import { Project, TextFile } from 'projen';
import { MARKER } from '../files/marker';

/** The overrides of compose.yaml for the tests: services have no published ports, which the development services use. */
export class TestsFile extends TextFile {
  /** @param services the services with ports */
  public constructor(project: Project, services: string[]) {
    super(project, '.projen/compose.tests.yaml', {
      lines: [`# ${MARKER}.`, 'services:', ...services.flatMap(name => [`  ${name}:`, '    ports: !reset []']), ''],
    });
  }
}
