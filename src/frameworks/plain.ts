import type { FrameworkProfile } from './framework';

/** A program without a framework. */
export const plain: FrameworkProfile = {
  requirements: [],
  devRequirements: [],
  sources: () => ['app.py'],
  command: () => ['python', 'app.py'],
  devCommand: () => ['python', 'app.py'],
  sample: ({ name }) => ({
    'app.py': `import signal
import threading

stop = threading.Event()


def work() -> str:
    return ${JSON.stringify(`${name} is at work`)}


def main() -> None:
    # As process 1 of a container, Python ignores SIGTERM unless it is handled.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        print(work(), flush=True)
        stop.wait(timeout=10)


if __name__ == "__main__":
    main()
`,
  }),
  sampleTest: ({ name }) => ({
    'tests/__init__.py': '',
    'tests/test_app.py': `from app import work


def test_work() -> None:
    assert work() == ${JSON.stringify(`${name} is at work`)}
`,
  }),
};

/** A program that is a package with a `__main__.py`, like in projen's PythonProject. */
export const runnablePackage: FrameworkProfile = {
  ...plain,
  sources: ({ moduleName }) => [moduleName],
  command: ({ moduleName }) => ['python', '-m', moduleName],
  devCommand: ({ moduleName }) => ['python', '-m', moduleName],
};
