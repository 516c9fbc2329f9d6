/**
 * The health check of an HTTP application. It is a Python command, because slim images have no curl, and http.client loads in
 * half the time of urllib.request. `docker inspect` shows what it prints on failure: the status, or why there was none.
 *
 * @param host the Host header; the address of the request if it is not given
 */
export function httpCheck(port: number, path: string, host?: string): string[] {
  const headers = host === undefined ? '' : `, headers={'Host': ${pythonString(host)}}`;
  return ['python', '-I', '-c', [
    'import sys',
    'from http.client import HTTPConnection as H',
    'sys.tracebacklimit = 0',
    `c = H('127.0.0.1', ${port}, timeout=2)`,
    `c.request('GET', ${pythonString(path)}${headers})`,
    'r = c.getresponse()',
    "sys.exit(r.status != 200 and f'{r.status} {r.reason}')",
  ].join('; ')];
}

/** In single quotes, because the Dockerfile has double ones around it. */
function pythonString(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
