import { Project } from 'projen';
import { Framework, PythonContainerProject, PythonPackageManager, UvWorkspace } from 'projen-python-container';

// two services and a library that both use, with one lock: a uv workspace
const shop = new Project({ name: 'shop' });
new UvWorkspace(shop, { members: ['libs/prices'] });

const common = { parent: shop, packageManager: PythonPackageManager.UV, sample: false, pytest: false };
new PythonContainerProject({ ...common, name: 'api', outdir: 'services/api', sources: ['api.py'], command: ['fastapi', 'run', 'api.py'], requirements: ['prices', 'fastapi[standard]'] });
new PythonContainerProject({ ...common, name: 'reports', outdir: 'services/reports', framework: Framework.NONE, requirements: ['prices'] });

shop.synth();
