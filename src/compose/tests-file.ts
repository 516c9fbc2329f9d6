import { Project, TextFile } from 'projen';
import { MARKER } from '../files/marker';

/** What compose merges into its file for the tests: services have no port of this machine there, which belongs to those that are developed with. */
export class TestsFile extends TextFile {
  /** @param services those that have ports */
  public constructor(project: Project, services: string[]) {
    super(project, '.projen/compose.tests.yaml', {
      lines: [`# ${MARKER}.`, 'services:', ...services.flatMap(name => [`  ${name}:`, '    ports: !reset []']), ''],
    });
  }
}
