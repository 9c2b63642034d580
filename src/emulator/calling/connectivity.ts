import type { NetworkDiagnosticType } from '@azure/communication-calling';
import type { EndCode } from '../protocol.ts';
import { Diagnostics } from './diagnostics.ts';
import { DiagnosticQuality } from './enums.ts';
import type { Mesh } from './mesh.ts';

/** From "both agreed" to media that flows. */
const mediaWithin = 30_000;
/** Documented: reconnecting may take up to 120 s. */
const reconnectWithin = 120_000;

export interface ConnectivityHandlers {
  /** Media flows to a participant, for the first time or again. */
  up(participant: string): void;
  /** It did not, or not any more, for too long. */
  giveUp(end: EndCode): void;
}

/**
 * Whether the media of a call gets through. A lost connection leaves the call Connected, as the SDK does: it is told
 * as the diagnostic `networkReconnect`, Bad until it is back.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class Connectivity {
  readonly diagnostics = new Diagnostics<NetworkDiagnosticType>();
  private readonly reached = new Set<string>();
  private readonly mesh: Mesh;
  private readonly handlers: ConnectivityHandlers;
  private media: ReturnType<typeof setTimeout> | undefined;
  private lost: ReturnType<typeof setTimeout> | undefined;

  constructor(mesh: Mesh, handlers: ConnectivityHandlers) {
    this.mesh = mesh;
    this.handlers = handlers;
    addEventListener('offline', this.offline);
    addEventListener('online', this.online);
  }

  /** Both sides have agreed: from now on media has its time to get through. */
  expect(): void {
    if (this.reached.size > 0) return;
    this.media ??= setTimeout(() => this.handlers.giveUp({ code: 410, subCode: 301004 }), mediaWithin);
  }

  has(participant: string): boolean {
    return this.reached.has(participant);
  }

  forget(participant: string): void {
    this.reached.delete(participant);
  }

  changed(participant: string, state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      this.reached.add(participant);
      clearTimeout(this.media);
      clearTimeout(this.lost);
      this.lost = undefined;
      this.handlers.up(participant);
    }
    const states = this.states();
    const away = !navigator.onLine || states.some((state) => state !== 'connected');
    this.diagnostics.set('networkReconnect', away ? DiagnosticQuality.Bad : DiagnosticQuality.Good);
    if (states.length > 0 && states.every((state) => state === 'failed')) {
      this.lost ??= setTimeout(() => this.handlers.giveUp({ code: 410, subCode: 3101 }), reconnectWithin);
    }
  }

  close(): void {
    clearTimeout(this.media);
    clearTimeout(this.lost);
    removeEventListener('offline', this.offline);
    removeEventListener('online', this.online);
    this.diagnostics.clear();
  }

  private states(): RTCPeerConnectionState[] {
    const reached = [...this.mesh.peers].filter(([participant]) => this.reached.has(participant));
    return reached.map(([, { connection }]) => connection.connectionState);
  }

  private readonly offline = (): void => {
    this.diagnostics.set('noNetwork', true);
    this.diagnostics.set('networkReconnect', DiagnosticQuality.Bad);
  };

  private readonly online = (): void => {
    this.diagnostics.set('noNetwork', false);
    if (this.states().every((state) => state === 'connected')) {
      this.diagnostics.set('networkReconnect', DiagnosticQuality.Good);
    }
    // The address may be another one now; a restart finds out, and costs little when it is not.
    this.mesh.restart();
  };
}
