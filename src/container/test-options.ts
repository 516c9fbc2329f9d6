/** The options of the tests. */
export interface TestOptions {
  /**
   * Whether the development image has pytest. Without a `testCommand`, pytest runs the tests; if this is false, there are none.
   *
   * @default - true; with a `testCommand`, whether the command contains pytest; in a projen PythonProject, whether the project has pytest
   */
  readonly pytest?: boolean;
  /**
   * The command that runs the tests, for the tasks `test` and `docker:test`: `['python', 'manage.py', 'test']`, or
   * `['python', '-m', 'unittest']`. Arguments given to the tasks are appended.
   *
   * @default - pytest, unless `pytest` is false
   */
  readonly testCommand?: string[];
  /**
   * Folders and files that only tests need, as paths or globs relative to the project: `['tests', 'hello/tests', 'fixtures/*.json']`.
   *
   * They are in the development image and not in the production image, even if they are inside `sources`. A pattern with wildcards in the
   * names of folders applies only inside `sources`: `hello/*_app/tests.py`.
   *
   * @default - the tests that pytest finds, or that unittest finds if `testCommand` runs another program; tests inside `sources` are in production too
   */
  readonly testSources?: string[];
}
