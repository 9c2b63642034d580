import type { EmulatorApp } from '../http/env.ts';
import { allowCrossOrigin } from '../http/origins.ts';
import { retiredServices, retirementGuide, type RetiredService } from '../wire/retirement.ts';
import { AcsError } from './authenticate.ts';

/** The paths of the services that the emulator refuses because Microsoft retires them. */
const retiredPaths: readonly (readonly [path: string, service: RetiredService])[] = [
  ['/chat/*', 'chat'],
  ['/rooms', 'rooms'],
  ['/rooms/*', 'rooms'],
];

/** Refuses the requests of Microsoft's clients for chats and rooms with the date and the alternative. */
export function refuseRetiredServices(app: EmulatorApp): void {
  for (const [path, service] of retiredPaths) {
    // A chat client sends its requests from the browser, which would hide the refusal without CORS.
    app.use(path, allowCrossOrigin);
    app.all(path, () => {
      const { name, why } = retiredServices[service];
      const message = `${name} is not emulated, ${why}. See ${retirementGuide}`;
      throw new AcsError(501, 'NotSupportedByEmulator', message);
    });
  }
}
