import { describeOnEngine, docker, STRICTLY } from './engine';
import { newFolder, projen, synth, task, write } from './workspace';
import { Framework, PythonContainerProject, PythonContainerProjectOptions, StagePlace } from '../../src';

jest.setTimeout(600_000);

describeOnEngine('what is imported to be compiled', () => {
  const COMMON = {
    framework: Framework.NONE, pytest: false, moduleName: 'hello', requirements: ['psycopg[c]~=3.2'], sdists: ['psycopg-c'], buildPackages: ['gcc', 'libc6-dev', 'libpq-dev'],
  };

  function build(name: string, options: Partial<PythonContainerProjectOptions>): { folder: string; log: string } {
    const folder = synth(new PythonContainerProject({ name, outdir: newFolder(), ...COMMON, ...options }));
    write(folder, 'app.py', 'import psycopg\nprint(psycopg.pq.__impl__)\n');
    task(folder, 'lock');
    return { folder, log: task(folder, 'docker:build', '--progress=plain', '--no-cache-filter=layers') };
  }

  test('has the system packages of production: with them all is compiled, without them one line names the library', () => {
    const { log } = build('with-library', { runtimePackages: ['libpq5'] });
    expect(log).not.toContain('layers: warning');
    expect(docker('run', '--rm', ...STRICTLY, 'with-library')).toBe('c');
    expect(docker('run', '--rm', 'with-library', 'python', '-c', 'import psycopg; from pathlib import Path; p = Path(psycopg.__file__).parent; print(len(list(p.glob("*.py"))) - len(list(p.glob("__pycache__/*.pyc"))) < 10)')).toBe('True');

    const { folder, log: bare } = build('without-library', {});
    expect(bare.match(/layers: warning: .*/g)).toEqual([expect.stringMatching(/importing psycopg fails without libpq\.so\.5: name the system package .* runtimePackages/)]);
    expect(projen(folder, 'docker:run').status).not.toBe(0);
  });

  test('can hang: it is stopped and reported, and the build continues', () => {
    const project = new PythonContainerProject({ name: 'hangs', outdir: newFolder(), framework: Framework.NONE, pytest: false, requirements: ['idna'], moduleName: 'hello' });
    const packages = '/opt/venv/lib/python3.14/site-packages';
    project.container.builder.at(StagePlace.AFTER_REQUIREMENTS).runAll([
      `mkdir -p ${packages}/slow-1.dist-info`,
      `printf 'import time\\ntime.sleep(1000)\\n' >${packages}/slow.py`,
      `printf 'Name: slow\\nVersion: 1\\n' >${packages}/slow-1.dist-info/METADATA`,
      `printf 'slow.py,,\\n' >${packages}/slow-1.dist-info/RECORD`,
    ]);
    const folder = synth(project);
    write(folder, 'app.py', 'import idna\nprint("idna")\n');
    task(folder, 'lock');
    expect(task(folder, 'docker:build', '--progress=plain', '--no-cache-filter=layers')).toContain('layers: warning: importing slow did not end within 60 seconds');
    expect(docker('run', '--rm', 'hangs')).toBe('idna');
  });
});

describeOnEngine('bytecode', () => {
  test('never hides a change of its source: mounted, copied by a line of one\'s own, or patched', () => {
    const project = new PythonContainerProject({ name: 'changed', outdir: newFolder(), framework: Framework.NONE, pytest: false, requirements: ['idna'], sources: ['app.py', 'hello'] });
    const { production } = project.container;
    production.at(StagePlace.AFTER_CODE).copy(['patched.py'], '/app/hello/patched.py');
    production.at(StagePlace.AFTER_REQUIREMENTS).run("echo 'NAME = \"early\"' >>/opt/venv/lib/python3.14/site-packages/idna/package_data.py");
    production.at(StagePlace.AFTER_CODE).run("echo 'NAME = \"late\"' >>/opt/venv/lib/python3.14/site-packages/idna/package_data.py");
    write(project.outdir, 'hello/__init__.py', '');
    write(project.outdir, 'hello/settings.py', 'NAME = "old"\n');
    write(project.outdir, 'hello/patched.py', 'NAME = "old"\n');
    write(project.outdir, 'patched.py', 'NAME = "new"\n');
    write(project.outdir, 'new-settings.py', 'NAME = "new"\n');
    write(project.outdir, 'app.py', 'import hello.settings, hello.patched, idna.package_data\nprint(hello.settings.NAME, hello.patched.NAME, idna.package_data.NAME)\n');
    const folder = synth(project);
    task(folder, 'lock');
    task(folder, 'docker:build');
    expect(docker('run', '--rm', ...STRICTLY, 'changed')).toBe('old new late');
    expect(docker('run', '--rm', ...STRICTLY, `--volume=${folder}/new-settings.py:/app/hello/settings.py:ro`, 'changed')).toBe('new new late');
  });
});

describeOnEngine('HOME', () => {
  test.each(['10001:10001', '12345:0', '1000770000:0'])('can be written to by %s, as caches of libraries need it', (user) => {
    const folder = synth(new PythonContainerProject({ name: 'home', outdir: newFolder(), framework: Framework.NONE, pytest: false }));
    task(folder, 'lock');
    task(folder, 'docker:build');
    const script = 'from pathlib import Path; p = Path.home() / ".cache/huggingface/x"; p.parent.mkdir(parents=True); p.write_text("x"); print(p)';
    expect(docker('run', '--rm', ...STRICTLY, `--user=${user}`, 'home', 'python', '-c', script)).toBe('/tmp/.cache/huggingface/x');
  });
});
