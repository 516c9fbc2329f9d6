import { Requirement } from '../package-managers/requirement';

/** The database of a sample: PostgreSQL. */
export interface SampleDatabase {
  /** Whether its password is in the file that DATABASE_PASSWORD_FILE names. */
  readonly hasPassword: boolean;
}

/** The database of a project whose services set these variables. Without psycopg in its requirements, a sample that uses it would not start. */
export function sampleDatabase(variables: { readonly [name: string]: string }, requirements: readonly Requirement[]): SampleDatabase | undefined {
  const { DATABASE_URL = '', DATABASE_PASSWORD_FILE } = variables;
  return /^postgres(ql)?:/.test(DATABASE_URL) && requirements.some(({ name }) => name === 'psycopg')
    ? { hasPassword: DATABASE_PASSWORD_FILE !== undefined }
    : undefined;
}

/** The imports of a module that uses the database, before those of the framework. */
export function databaseImports(database: SampleDatabase | undefined): string {
  return database ? `import os\n${database.hasPassword ? 'from pathlib import Path\n' : ''}\nimport psycopg\n` : '';
}

/** A function that reads from the database. It is the function of a request, whose line with the path comes before it. */
export function databaseView({ hasPassword }: SampleDatabase, indent = ''): string {
  const lines = [
    'def read_databases() -> list[str]:',
    '    """Reads from the server that DATABASE_URL names."""',
    ...hasPassword ? ['    password = Path(os.environ["DATABASE_PASSWORD_FILE"]).read_text().strip()'] : [],
    `    with psycopg.connect(os.environ["DATABASE_URL"]${hasPassword ? ', password=password' : ''}) as connection:`,
    '        rows = connection.execute("SELECT datname FROM pg_database").fetchall()',
    '    return [name for (name,) in rows]',
  ];
  return lines.map(line => `${indent}${line}\n`).join('');
}

/** The imports of its test, before those of the framework. */
export function databaseTestImports(database: SampleDatabase | undefined): string {
  return database ? 'import os\n\nimport pytest\n' : '';
}

/** Its test, which only runs where there is a database. */
export function databaseTest(database: SampleDatabase | undefined, body: string): string {
  return database ? `

@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="npx projen compose:test has a database")
def test_databases() -> None:
    assert ${body}
` : '';
}
