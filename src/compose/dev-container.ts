import { posix } from 'path';
import { Component, JsonFile, Project } from 'projen';
import { buildSection } from './build-section';
import { literal, literals } from './compose-text';
import { Surroundings } from './surroundings';
import { runWithNormalizedDates } from '../base-images/distribution';
import { WORKDIR } from '../container/container-facts';
import { isWithin, relativePath } from '../files/relative-path';
import { PythonContainer } from '../python-container';

/** The stage, the service and its profile. */
const NAME = 'devcontainer';
/** The user of all stages, who gets a home folder and a shell here. Editors change its ID to the ID of the developer. */
const USER = 'app';
const HOME = `/home/${USER}`;
/** The folder of the whole repository, for a project that is a part of it. */
const REPOSITORY = '/repository';

/** A dev container for editors: the stage, the service, and devcontainer.json. */
export class DevContainer extends Component {
  public readonly file: JsonFile;

  public constructor(project: Project, private readonly container: PythonContainer) {
    super(project, 'DevContainer');
    this.addStage();
    const { processes: [{ port }] } = container.facts;
    this.file = new JsonFile(project, '.devcontainer/devcontainer.json', {
      allowComments: true,
      obj: {
        name: project.name,
        dockerComposeFile: '../compose.yaml',
        service: NAME,
        runServices: [NAME], // and its dependencies
        workspaceFolder: this.workspace,
        remoteUser: USER,
        ...port === undefined ? {} : { forwardPorts: [port] },
        customizations: {
          vscode: {
            extensions: ['ms-python.python'],
            settings: {
              'python.defaultInterpreterPath': '/opt/venv/bin/python',
              ...container._facts.pytest ? { 'python.testing.pytestEnabled': true } : {},
            },
          },
        },
      },
    });
  }

  /** The service, which only editors start. */
  public services({ dependsOn, environment, secrets }: Surroundings): [string, object][] {
    const { project, container } = this;
    const libraries = container._stages.liveSources.filter(({ target }) => !isWithin(target, WORKDIR));
    const volumes = [
      `.:${WORKDIR}`,
      ...libraries.map(({ source, target }) => `./${source}:${target}`),
      ...project.parent ? [`${posix.normalize(relativePath(project.outdir, project.root.outdir))}:${REPOSITORY}`] : [],
    ];
    return [[NAME, {
      profiles: [NAME],
      build: buildSection(container, NAME),
      init: true,
      ...Object.keys(environment).length ? { environment: literals(environment) } : {},
      ...secrets.length ? { secrets } : {},
      ...Object.keys(dependsOn).length ? { depends_on: dependsOn } : {},
      volumes: volumes.map(literal),
    }]];
  }

  /** The folder that editors open. The code has the same path as in the image, so that editable installs find it. */
  private get workspace(): string {
    const { project } = this;
    return project.parent ? posix.join(REPOSITORY, relativePath(project.root.outdir, project.outdir)) : WORKDIR;
  }

  private addStage(): void {
    const { project, dockerfile, dev, facts: { uid, gid }, _facts: { access, baseImage, pythonVersion } } = this.container;
    const stage = dockerfile.addStage(NAME, { fromStage: dev.name, description: 'is the dev container for editors: dev with git, a shell and a home folder.' });
    stage.user('0:0');
    (baseImage.buildImage(pythonVersion) ?? baseImage)._distribution.installPackages(stage, 'devContainer packages', ['bash', 'git'], access.mounts);
    runWithNormalizedDates(stage, [
      // replaces existing users with this name or ID
      `sed -i '/^${USER}:/d; /^[^:]*:[^:]*:${uid}:/d' /etc/passwd`,
      `echo '${USER}:x:${uid}:${gid}::${HOME}:/bin/bash' >>/etc/passwd`,
      `grep -q '^[^:]*:[^:]*:${gid}:' /etc/group || echo '${USER}:x:${gid}:' >>/etc/group`,
      `mkdir -p ${HOME}`,
      `chown ${uid}:${gid} ${HOME}`,
      // the repository may belong to another user, if the ID cannot be changed
      `git config --system --add safe.directory ${project.parent ? REPOSITORY : WORKDIR}`,
    ]);
    stage.addEnvironment('HOME', HOME);
    stage.user(`${uid}:${gid}`);
    stage.cmd(['sleep', 'infinity']);
    this.container._targets.push(NAME);
  }
}
