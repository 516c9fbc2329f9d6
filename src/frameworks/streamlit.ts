import { posix } from 'path';
import type { Application, FrameworkProfile } from './framework';

/**
 * With `python -m`, the script can import its own package. Usage statistics would be sent to Streamlit's developers.
 *
 * @see https://docs.streamlit.io/develop/api-reference/configuration/config.toml
 */
function run(path: string, { port }: Application, ...flags: string[]): string[] {
  return [
    'python', '-m', 'streamlit', 'run', path, '--server.address=0.0.0.0', `--server.port=${port}`, '--server.headless=true', '--browser.gatherUsageStats=false', ...flags,
  ];
}

/** @see https://docs.streamlit.io/deploy/tutorials/docker */
export const streamlit: FrameworkProfile = {
  requirements: ['streamlit>=1.40'],
  devRequirements: [],
  port: 8501,
  healthCheckPath: '/_stcore/health',
  sources: ({ moduleName }) => [moduleName],
  command: application => run(script(application, application.isInstalled), application, '--server.fileWatcherType=none'),
  devCommand: application => run(script(application, false), application, '--server.runOnSave=true'),
  sample: ({ name, moduleName }) => ({
    [`${moduleName}/__init__.py`]: '',
    [`${moduleName}/main.py`]: `import streamlit as st

st.title(${JSON.stringify(`Hello from ${name}`)})
count = st.slider("How many squares?", min_value=1, max_value=50, value=10)
st.line_chart([number * number for number in range(count)])
`,
  }),
  sampleTest: ({ name, moduleName }) => ({
    'tests/__init__.py': '',
    'tests/test_main.py': `from pathlib import Path

from streamlit.testing.v1 import AppTest

import ${moduleName}

SCRIPT = Path(${moduleName}.__file__).with_name("main.py")


def test_title() -> None:
    app = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    assert not app.exception
    assert app.title[0].value == ${JSON.stringify(`Hello from ${name}`)}
`,
  }),
};

/** @param isInstalled whether a build backend has installed the package into the application's folder */
function script({ moduleName, sourceFolder }: Application, isInstalled: boolean): string {
  return posix.join(isInstalled ? '.' : sourceFolder, moduleName, 'main.py');
}
