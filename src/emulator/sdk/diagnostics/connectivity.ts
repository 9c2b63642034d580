import type { DiagnosticQuality as Quality, NetworkDiagnosticType } from '@azure/communication-calling';
import type { EndCode } from '../../wire/protocol.ts';
import { Diagnostics } from './diagnostics.ts';
import { DiagnosticQuality } from '../base/enums.ts';
import type { Mesh } from '../media/mesh.ts';
import { Gains, statsOf, type Measurement } from './stats.ts';

/** From "both agreed" to media that flows. */
const mediaWithin = 30_000;
/** Documented: reconnecting may take up to 120 s. */
const reconnectWithin = 120_000;
/** A connection to the service that is back within this time is not worth a warning. */
const serviceGraceMs = 500;

/**
 * "Bad when network is disconnected and unable to reconnect. Poor when media transport connectivity is lost. Good when
 * new session is connected."
 */
function reconnect(
  states: readonly RTCPeerConnectionState[],
  { away, unserved }: { away: boolean; unserved: boolean },
): Quality {
  if (away) return DiagnosticQuality.Bad;
  if (states.every((state) => state === 'connected')) {
    // In the service media goes the same way; here it may flow on between the pages.
    return unserved ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
  }
  return states.every((state) => state === 'failed') ? DiagnosticQuality.Bad : DiagnosticQuality.Poor;
}

/** How a call ends whose media descriptions do not fit: before media has flowed, or after. */
type MediaFailure = 'mediaRefused' | 'mediaLost';

export interface ConnectivityHandlers {
  /** Media flows to a participant, for the first time or again. */
  up(participant: string): void;
  /** No media arrived within the limit, or it stopped for longer than the limit. */
  giveUp(end: EndCode): void;
  /** The descriptions of the media do not fit. */
  disagree(because: MediaFailure): void;
}

/**
 * Whether the media of a call gets through. A lost connection leaves the call Connected, as the SDK does: it is told
 * as the diagnostic `networkReconnect`, Poor or Bad until it is back.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class Connectivity {
  readonly diagnostics = new Diagnostics<NetworkDiagnosticType>();
  private readonly reached = new Set<string>();
  private readonly mesh: Mesh;
  private readonly handlers: ConnectivityHandlers;
  private media: ReturnType<typeof setTimeout> | undefined;
  private lost: ReturnType<typeof setTimeout> | undefined;
  /** The network went away. A machine that never had one talks to itself, and nothing is wrong. */
  private away = false;
  /** The service does not answer. */
  private unserved = false;
  private unservedSoon: ReturnType<typeof setTimeout> | undefined;
  /** What had arrived since, while pictures wait. */
  private arrivals: Gains | undefined;

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
    if (this.reached.delete(participant)) this.tell();
  }

  changed(participant: string, state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      this.reached.add(participant);
      clearTimeout(this.media);
      clearTimeout(this.lost);
      this.lost = undefined;
      this.handlers.up(participant);
    }
    this.tell();
    const states = this.states();
    // From the first moment without any: a connection says "failed" only half a minute after it was lost.
    if (states.length > 0 && !states.includes('connected')) {
      this.lost ??= setTimeout(() => this.handlers.giveUp({ code: 410, subCode: 3101 }), reconnectWithin);
    }
  }

  /** This side and a participant cannot agree on their media. Whoever has media with others stays with them. */
  refuse(participant: string): void {
    if ([...this.reached].some((other) => other !== participant)) {
      this.mesh.peers.get(participant)?.close();
      this.forget(participant);
      return;
    }
    this.handlers.disagree(this.has(participant) ? 'mediaLost' : 'mediaRefused');
  }

  /** The connection to the service is there, or is lost. */
  serve(isServed: boolean): void {
    clearTimeout(this.unservedSoon);
    const look = () => {
      this.unserved = !isServed;
      this.tell();
    };
    if (isServed) look();
    else this.unservedSoon = setTimeout(look, serviceGraceMs);
  }

  /** Whoever is heard of without a network needs none: both are on this machine. */
  look(measurement: Measurement): void {
    const { arrivals } = this;
    if (!arrivals) return;
    const arrived = [...statsOf(measurement, 'transport')].map(([participant, stat]) =>
      arrivals.of(participant + stat.id, stat.packetsReceived),
    );
    if (arrived.some((packets) => packets > 0)) this.goOn();
  }

  close(): void {
    clearTimeout(this.media);
    clearTimeout(this.lost);
    clearTimeout(this.unservedSoon);
    removeEventListener('offline', this.offline);
    removeEventListener('online', this.online);
    this.diagnostics.clear();
  }

  private states(): RTCPeerConnectionState[] {
    const reached = [...this.mesh.peers].filter(([participant]) => this.reached.has(participant));
    return reached.map(([, { state }]) => state);
  }

  private tell(): void {
    this.diagnostics.set(
      'networkReconnect',
      reconnect(this.states(), { away: this.away, unserved: this.unserved }),
    );
  }

  private goOn(): void {
    this.arrivals = undefined;
    this.mesh.pausePictures(false);
  }

  private readonly offline = (): void => {
    this.away = true;
    this.diagnostics.set('noNetwork', true);
    this.tell();
    this.arrivals = new Gains();
    this.mesh.pausePictures(true);
  };

  private readonly online = (): void => {
    this.away = false;
    this.diagnostics.set('noNetwork', false);
    this.tell();
    this.goOn();
    // The address may be another one now; a restart finds out, and costs little when it is not.
    this.mesh.restart();
  };
}
