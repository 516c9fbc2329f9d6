import { mkdtempSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Project } from 'projen';
import { Dockerfile, DockerfileOptions } from '../../src/dockerfile';

export function newDockerfile(options?: DockerfileOptions, path = 'Dockerfile'): Dockerfile {
  return new Dockerfile(new Project({ name: 'x', outdir: mkdtempSync(join(tmpdir(), 'dockerfile-')) }), path, options);
}
