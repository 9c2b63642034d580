import { existsSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AcsIdentity, Person } from './people.ts';

export interface SignallingDeps {
  verify(token: string): Promise<AcsIdentity | null>;
  findPerson(oid: string): Person | undefined;
  origins: (origin: string | undefined) => boolean;
}

interface Signalling {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** The calling service, where this build has one. */
export async function loadSignalling(deps: SignallingDeps): Promise<Signalling | null> {
  const path = new URL('./signalling/signalling.ts', import.meta.url);
  if (!existsSync(path)) return null;
  const module = (await import(path.href)) as { createSignalling(deps: SignallingDeps): Signalling };
  return module.createSignalling(deps);
}
