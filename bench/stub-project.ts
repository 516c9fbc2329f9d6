import { JsonFile, Project, TextFile, typescript } from 'projen';

/** A project type that does nothing but what every one with such an rc file has to do. */
export class StubProject extends Project {
  public constructor(name: string) {
    super({ name });
    const projenrc = new typescript.ProjenrcTs(this, { runner: typescript.TypeScriptRunner.nodejs() });
    this.defaultTask?.reset();
    this.defaultTask?.execArgs(['node', '--import', 'tsx', projenrc.filePath]);
    new JsonFile(this, 'package.json', { obj: { private: true, devDependencies: {} }, readonly: false, marker: false });
  }
}

/** A sub-project that writes given files, beside those that every project writes. */
export class StubService extends Project {
  public constructor(parent: Project, name: string, outdir: string, files: { [path: string]: string }) {
    super({ parent, name, outdir });
    for (const [path, text] of Object.entries(files)) {
      if (!this.tryFindFile(path)) {
        new TextFile(this, path, { lines: text.split('\n') });
      }
    }
  }
}
