/** pytest itself cannot start with lazy imports, because its import hook imports modules; they are turned on for the tests. */
const LAZY_PYTEST = "import sys, pytest; sys.set_lazy_imports('all'); sys.exit(pytest.main(sys.argv[1:]))";

/** The command that runs the tests in the development image. */
export interface TestRun {
  readonly command: string[];
  readonly environment: { readonly [name: string]: string };
}

/** How the tests run: if the application uses lazy imports, the tests do too. */
export function testRun(command: string[], lazyImports: boolean): TestRun {
  const [first, second, third] = command;
  const words = first === 'pytest' ? 1 : first === 'python' && second === '-m' && third === 'pytest' ? 3 : 0;
  return lazyImports && words
    ? { environment: { PYTHON_LAZY_IMPORTS: 'normal' }, command: ['python', '-c', LAZY_PYTEST, ...command.slice(words)] }
    : { environment: {}, command };
}
