import { randomUUID } from 'node:crypto';
import type { NewId } from '../core/ids.ts';
import type { DisconnectReason } from '../wire/protocol.ts';
import type { Outcome } from './acts.ts';
import { enter, type Call } from './callRecord.ts';
import type { Calls } from './calls.ts';
import { isPage, type Endpoint, type Endpoints } from './endpoints.ts';
import { spreadLosses, spreadPolicies } from './losses.ts';
import { becomeGroup } from './roles.ts';
import { stateOf, VirtualAgent, type Manner, type Media } from './virtual.ts';

interface AdminDeps {
  readonly calls: Calls;
  readonly endpoints: Endpoints;
  readonly newId?: NewId | undefined;
}

/** Calls, seen and steered from outside: everybody's windows, and people who have none. */
export class Admin {
  readonly calls: Calls;
  readonly endpoints: Endpoints;
  readonly newId: NewId;
  /** Those who have no page, by the id of their endpoint. */
  private readonly virtual = new Map<string, VirtualAgent>();

  constructor({ calls, endpoints, newId = randomUUID }: AdminDeps) {
    this.calls = calls;
    this.endpoints = endpoints;
    this.newId = newId;
    calls.network.watch(() => {
      spreadLosses(calls.rooms, calls.network);
      spreadPolicies(calls.rooms, calls.network);
    });
  }

  /** Somebody without a page, for one call: gone with it. @param rawId whose. */
  stand(rawId: string, media: Media, manner?: Manner): VirtualAgent {
    const agent = new VirtualAgent(this, rawId, media, manner);
    this.virtual.set(agent.endpoint.id, agent);
    return agent;
  }

  /** Somebody without a page, who rings like a window and stays. */
  open(rawId: string, media: Media, manner: Manner): VirtualAgent {
    const agent = this.stand(rawId, media, manner);
    this.endpoints.register(agent.endpoint);
    return agent;
  }

  /** @returns whoever is behind an endpoint without a page. */
  behind(endpoint: Endpoint | undefined): VirtualAgent | undefined {
    return endpoint && this.virtual.get(endpoint.id);
  }

  /** Ends a window: a page is told nothing, and comes back with a new one. @returns whether there was one. */
  close(id: string): boolean {
    const endpoint = this.endpoints.find(id) ?? this.virtual.get(id)?.endpoint;
    if (!endpoint) return false;
    this.virtual.get(id)?.close();
    this.virtual.delete(id);
    if (!isPage(endpoint)) return true;
    this.endpoints.remove(endpoint);
    this.calls.rooms.vanish(endpoint);
    endpoint.socket?.terminate();
    return true;
  }

  /** Breaks sockets off. @param code without one, as a fault of the network does. @returns how many. */
  drop(which: (endpoint: Endpoint) => boolean, code?: number): number {
    const hit = this.endpoints.all().filter((endpoint) => endpoint.socket !== null && which(endpoint));
    for (const { socket } of hit) {
      if (code === undefined) socket?.terminate();
      else socket?.close(code, 'a control of the emulator asks for it');
    }
    return hit.length;
  }

  /**
   * Disconnects every agent that a person has in a page, for good. Agents created afterwards connect.
   * @returns how many there were.
   */
  retire(oid: string, reason: DisconnectReason): number {
    const agents = this.endpoints.of(oid).filter(isPage);
    for (const agent of agents) this.endpoints.retire(agent, reason);
    return agents.length;
  }

  /** Puts somebody straight into a call, as though rung and answered; into a meeting through its lobby. */
  bring(call: Call, agent: VirtualAgent, media: Media): Outcome {
    if (call.meeting) return agent.join({ threadId: call.meeting.threadId });
    becomeGroup(call);
    const member = enter(call, this.newId(), agent.endpoint.rawId, 'Connecting', stateOf(media));
    member.endpoint = agent.endpoint;
    this.calls.rooms.join(call, member);
    return undefined;
  }

  /** Forgets whoever was there for a call that is over. */
  sweep(): void {
    const inside = new Set<Endpoint>();
    for (const call of this.calls.rooms.all()) {
      for (const { endpoint } of call.members.values()) if (endpoint) inside.add(endpoint);
    }
    for (const [id, { endpoint }] of this.virtual) {
      if (!inside.has(endpoint) && !this.endpoints.find(id)) this.virtual.delete(id);
    }
  }

  /** Ends all calls, and whoever has no page. */
  reset(): void {
    for (const call of this.calls.rooms.all()) this.calls.rooms.endForAll(call);
    for (const id of Array.from(this.virtual.keys())) this.close(id);
  }
}
