import { CheckedContainer } from '../checked-container';
import { Rule, Severity } from '../rule';
import { keptPackages, packageName } from '../system-packages';

export class BuildPackages extends Rule {
  public constructor() {
    super({
      id: 'build-packages',
      severity: Severity.ERROR,
      summary: 'Production contains no compilers and header files.',
      source: 'https://docs.docker.com/build/building/best-practices/#use-multi-stage-builds',
    });
  }

  public check(container: CheckedContainer): string[] {
    const { production, runtimePackages } = container;
    const named = runtimePackages.map(packageName);
    const installed = production.lineage.flatMap(stage => stage.instructions
      .flatMap(instruction => keptPackages(container.commandsOf(instruction))).map(name => ({ name, stage: stage.name })));
    const others = installed.filter(({ name }) => isForBuilding(name) && !named.includes(name));
    return [
      ...named.filter(isForBuilding).map(name => `runtimePackages: ${name} is only needed to build. Add it to buildPackages, and add the shared library to runtimePackages.`),
      ...others.map(({ name, stage }) => `${stage} installs ${name}, which is only needed to build. Install it in builder, with buildPackages.`),
    ];
  }
}

const NAMES = [
  'gcc(-c\\+\\+)?', 'g\\+\\+', 'gfortran', 'cpp', '(clang|llvm)\\d*', 'make', 'cmake', 'meson', 'ninja-build', 'autoconf', 'automake', 'libtool',
  'build-essential', 'binutils', 'bison', 'flex', 'tcc', 'pkg-config', 'pkgconf', 'build-base', 'rustc?', 'rust-all', 'cargo', 'golang', 'golang-go', 'go',
];
const TOOLS = new RegExp(`^(${NAMES.join('|')})(-[0-9.]+(-\\d[\\w.]*)?)?(-multilib)?$`);

function isForBuilding(name: string): boolean {
  return TOOLS.test(name) || /-(dev|devel|jdk|headers)(-\d[\w.-]*)?$|^linux-headers-/.test(name);
}
