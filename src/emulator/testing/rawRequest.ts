import { request } from 'node:http';

/** Sends a request with Node's HTTP client, because `fetch` does not allow a Host header. @returns the status. */
export function requestStatus(
  port: number,
  {
    body = '',
    ...options
  }: { host?: string; method?: string; path?: string; headers?: Record<string, string>; body?: string },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const clientRequest = request({ host: '127.0.0.1', port, agent: false, ...options }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    clientRequest.on('error', reject).end(body);
  });
}
