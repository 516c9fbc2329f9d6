import { describeOnEngine, docker, succeed } from './engine';
import { newFolder, synth, task, write } from './workspace';
import { Framework, PythonContainerProject, StagePlace } from '../../src';

jest.setTimeout(600_000);

/** A wheel whose import and whose .pth file look for all that they can reach, and change it. */
const HOSTILE = `
import glob, os, socket, sys
PLANTED = b'planted = "planted by a wheel"'
def attack(where):
    reached = [folder for folder in ("/root/.cache/bytecode", "/layers", "/layers/requirements", "/opt/venv", os.path.dirname(os.__file__)) if os.access(folder, os.W_OK)]
    for place in glob.glob("/root/.cache/**/*", recursive=True) + glob.glob("/layers/**/*.pyc", recursive=True) + glob.glob("/proc/[0-9]*/root/root/.cache/bytecode/*"):
        try:
            with open(place, "r+b") as file:
                file.write(PLANTED * 50)
                reached.append(place)
        except OSError:
            pass
    try:
        socket.create_connection(("1.1.1.1", 53), timeout=1)
        reached.append("network")
    except OSError:
        pass
    print("HOSTILE", where, "runs as", os.getuid(), "and reaches", reached, file=sys.stderr)
`;

/** Adds it to the requirements, as an installer would leave it. */
function plant(project: PythonContainerProject): void {
  const packages = '/opt/venv/lib/python3.14/site-packages';
  const file = (path: string, text: string) => `echo ${Buffer.from(text).toString('base64')} | base64 -d >${packages}/${path}`;
  project.container.builder.at(StagePlace.AFTER_REQUIREMENTS).runAll([
    `mkdir -p ${packages}/hostile-1.dist-info`,
    file('hostile.py', `${HOSTILE}\nattack("import")\n`),
    file('hostile_start.pth', 'import hostile\n'),
    file('hostile-1.dist-info/METADATA', 'Metadata-Version: 2.1\nName: hostile\nVersion: 1\n'),
    file('hostile-1.dist-info/RECORD', 'hostile.py,,\nhostile_start.pth,,\n'),
  ]);
}

function build(name: string, change: (project: PythonContainerProject) => void, outdir = newFolder(), ...flags: string[]): string {
  const project = new PythonContainerProject({ name, outdir, moduleName: 'hello', framework: Framework.NONE, pytest: false, requirements: ['idna', 'attrs'], pythonVersion: '3.14' });
  change(project);
  synth(project);
  write(outdir, 'app.py', 'import attrs, idna, json\nprint(idna.__name__, attrs.__name__, json.dumps({}))\n');
  task(outdir, 'lock');
  return task(outdir, 'docker:build', '--progress=plain', ...flags);
}

const COUNT = 'import glob; print(sum(b"planted" in open(path, "rb").read() for path in glob.glob("/usr/local/lib/**/*.pyc", recursive=True) + glob.glob("/opt/**/*.pyc", recursive=True) + glob.glob("/app/**/*.pyc", recursive=True)))';

describeOnEngine('code of the requirements', () => {
  test('runs without rights and network while it is imported, and changes neither cache nor layers, for no project', () => {
    const victim = newFolder();
    build('victim', () => {}, victim);
    const log = build('attacker', plant, newFolder(), '--no-cache-filter=layers');
    const attacks = log.match(/HOSTILE .*/g)!;
    expect(attacks.length).toBeGreaterThan(0);
    attacks.forEach(attack => expect(attack).toMatch(/runs as 65534 and reaches \[\]$/));

    // the next builds, from the caches that are there: of another project, and of the same one without the wheel
    build('victim', () => {}, victim, '--no-cache');
    build('attacker', () => {}, newFolder(), '--no-cache');
    for (const image of ['victim', 'attacker']) {
      expect(docker('run', '--rm', image)).toBe('idna attrs {}');
      expect(docker('run', '--rm', image, 'python', '-c', COUNT)).toBe('0');
    }
  });

  test('a cache with truncated files makes the same image', () => {
    const folder = newFolder();
    build('cut', () => {}, folder, '--no-cache'); // not from what BuildKit keeps of another project
    // but those of the code, whose date is that of the build where there is no commit
    const image = (): string[] => JSON.parse(docker('image', 'inspect', '--format={{json .RootFS.Layers}}', 'cut')).slice(0, -2);
    const before = image();
    const breaker = newFolder('breaker');
    write(breaker, 'Dockerfile', 'FROM python:3.14-slim-trixie\nARG NOW\nRUN --mount=type=cache,id=bytecode-cut,target=/cache echo $NOW && echo entries: $(ls /cache | wc -l) && find /cache -type f -exec truncate -s 200 {} +\n');
    const log = succeed(breaker, 'docker', 'build', '--progress=plain', `--build-arg=NOW=${Date.now()}`, '.');
    expect(Number(/entries: (\d+)$/m.exec(log)?.[1])).toBeGreaterThan(10);
    build('cut', () => {}, folder, '--no-cache');
    expect(docker('run', '--rm', 'cut')).toBe('idna attrs {}');
    expect(image()).toEqual(before);
  });
});
