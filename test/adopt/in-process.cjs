// What adopting a repository takes from npm and uv, without either: .projenrc.ts runs in this process, and locks hold what they are told.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

/** The tools for a package whose compiled sources, or those of TypeScript, are loaded already. */
exports.toolsFor = (projenPythonContainer) => ({
  install() {},

  synthesize(staging) {
    class PythonContainerProject extends projenPythonContainer.PythonContainerProject {
      constructor(options) {
        super({ ...options, outdir: staging.folder });
      }
    }
    const modules = { 'projen': require('projen'), 'projen-python-container': { ...projenPythonContainer, PythonContainerProject } };
    const text = staging.read('.projenrc.ts').replace(/^import (\{[^}]*\}) from '([^']*)';$/gm, "const $1 = modules['$2'];");
    process.env.PROJEN_DISABLE_POST = 'true';
    new Function('modules', text)(modules);
  },

  lock(staging, versions) {
    for (const name of ['requirements', 'requirements-dev'].filter(file => fs.existsSync(path.join(staging.folder, `${file}.in`)))) {
      staging.write(`${name}.txt`, [...versions].map(([package_, [version]]) => `${package_}==${version} \\\n    --hash=sha256:0\n`).join(''));
    }
    return true;
  },

  withoutWheel: () => [],

  installHere() {},
});
