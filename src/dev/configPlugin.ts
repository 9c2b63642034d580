import type { Plugin } from 'vite';
import type { Config } from '../web/config/schema.ts';

/** Serves `config.json` in development, and lets the same pages frame the app as in production. The app has hidden frames itself. */
export function createConfigPlugin(config: Config): Plugin {
  const { embedding = false, origins = [] } = config.integration ?? {};
  const policy = ["frame-ancestors 'self'", ...(embedding ? origins : [])].join(' ');
  return {
    name: 'switchboard-local-config',
    configureServer(server) {
      // Vite's `server.headers` would be missing in the answer 304, so a browser would keep the policy of an earlier start.
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', policy);
        next();
      });
      server.middlewares.use('/config.json', (_request, response) => {
        response.setHeader('content-type', 'application/json').end(JSON.stringify(config));
      });
    },
  };
}
