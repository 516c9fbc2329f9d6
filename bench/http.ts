import * as http from 'http';

/** Asks once. Unlike fetch(), it ends where a container that is starting accepts a connection and says nothing. */
export function get(url: string, timeout: number, headers: { [name: string]: string } = {}): Promise<{ body: string }> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent: false, timeout, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => body += chunk).on('error', reject).on('end', () =>
        response.statusCode === 200 ? resolve({ body }) : reject(new Error(`${url} answers ${response.statusCode}: ${body}`)));
    });
    request.on('error', reject).on('timeout', () => request.destroy(new Error(`${url} does not answer`)));
  });
}
