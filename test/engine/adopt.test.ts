import { describeOnEngine, docker, RunningContainer, STRICTLY, succeed } from './engine';
import { pack, read, task } from './workspace';
import { differences, lockedVersions } from '../../src/adopt/lock-versions';
import { Repository } from '../../src/adopt/repository';
import { commit, fixture, git } from '../adopt/repositories';

jest.setTimeout(900_000);

describeOnEngine('repositories that are adopted', () => {
  let tarball: string;

  beforeAll(() => {
    tarball = pack();
  });

  test.each([
    ['flask-heroku', 5000, '/', 'hello from heroku', 'requirements.txt.before'],
    ['dockerfile', 8080, '/', 'info', 'requirements.txt.before'],
    ['pipenv', 8000, '/', 'pipenv', 'Pipfile.lock'],
    ['pdm', 8000, '/health', 'pdm', 'pdm.lock'],
    ['requirements-folder', 8000, '/ping', 'pong', 'constraints.txt'],
    ['src-to-root', 9000, '/', 'good day', 'requirements.txt.before'],
    ['odd', 8000, '/', 'data\n', 'requirements.txt.before'],
    ['django-static', 8000, '/', '/static/shop.cfc5d10c04c5.css', 'requirements.txt.before'],
  ])('%s builds, runs strictly, and answers with the versions of the old lock', async (name, port, path, body, lock) => {
    const folder = commit(fixture(name));
    const output = succeed(folder, 'npx', '--yes', '--package', tarball, 'projen-python-container', 'adopt', '--yes');
    expect(output).toContain('Nothing was committed. Next:');
    const repository = new Repository(folder);
    expect(differences(lockedVersions(repository, lock), lockedVersions(repository, 'requirements.txt'))).toEqual([]);
    expect(git(folder, 'status', '--porcelain').split('\n').filter(line => /^.?D/.test(line))).toEqual([]);

    task(folder, 'docker:build');
    const [, image] = /--tag=([^"\s]+)/.exec(read(folder, '.projen/tasks.json'))!;
    const container = new RunningContainer(image, ...STRICTLY, `--publish=127.0.0.1::${port}`);
    try {
      expect(await container.get(port, path)).toEqual({ status: 200, body });
    } finally {
      container.remove();
      docker('rmi', '--force', image);
    }
  });
});
