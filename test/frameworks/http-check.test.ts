import { spawnSync } from 'child_process';
import { httpCheck } from '../../src/frameworks/http-check';
import { instructions, newProject, synth } from '../synth';

test('the Dockerfile needs no backslash in it', () => {
  const check = instructions(synth(newProject({ healthCheckHost: 'shop.example.com' })).Dockerfile, 'production').find(line => line.startsWith('HEALTHCHECK'));
  expect(check).toMatch(/ CMD \["python", "-I", "-c", "import sys; [^"\\]*"\]$/);
  expect(check).toContain("c.request('GET', '/health', headers={'Host': 'shop.example.com'})");
});

/** A server that answers once, and checks that ask it. */
const SERVER = `
import http.server, subprocess, sys, threading
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(self.path[1:4]), None)
        self.end_headers()
        print(self.path, self.headers.get_all("Host"))
    def log_message(self, *words): pass
server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.handle_request).start()
check = subprocess.run([sys.executable, *[word.replace("12345", str(server.server_port)) for word in sys.argv[1:]]], capture_output=True, text=True)
print(check.returncode, check.stderr.strip())
`;

function ask(path: string, host?: string): string[] {
  const [, ...check] = httpCheck(12345, path, host);
  const { stdout, stderr } = spawnSync('python3', ['-c', SERVER, ...check], { encoding: 'utf8' });
  return [...stdout.replace(/127\.0\.0\.1:\d+/, '127.0.0.1:PORT').trim().split('\n'), ...stderr ? [stderr] : []];
}

test.each<[string, string | undefined, string[]]>([
  ['/200', undefined, ["/200 ['127.0.0.1:PORT']", '0']],
  ['/200', 'shop.example.com:8080', ["/200 ['shop.example.com:8080']", '0']],
  ['/503', undefined, ["/503 ['127.0.0.1:PORT']", '1 503 Service Unavailable']],
  ['/301', undefined, ["/301 ['127.0.0.1:PORT']", '1 301 Moved Permanently']],
  ["/200?a='\\n'&b=\"$x\"%27", undefined, ["/200?a='\\n'&b=\"$x\"%27 ['127.0.0.1:PORT']", '0']],
])('requests %s of %s, and prints the status', (path, host, told) => {
  expect(ask(path, host)).toEqual(told);
});

test('prints in one line why there is no answer', () => {
  const [program, ...check] = httpCheck(1, '/');
  const { status, stderr } = spawnSync(`${program}3`, check, { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'ConnectionRefusedError: [Errno 111] Connection refused\n']);
});
