import type {
  BreakoutRoom,
  BreakoutRoomsCallFeature,
  BreakoutRoomsEventData,
  BreakoutRoomsSettings,
  Invitee,
  TeamsCall,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import { EmuBreakoutRoom, type RoomState } from './breakoutRoom.ts';
import { EmuCallFeature } from './callFeature.ts';

/**
 * The breakout rooms of a meeting. In Azure they are created, assigned, opened and closed in Teams; here a control of the
 * emulator does that.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export class EmuBreakoutRooms
  extends EmuCallFeature<'breakoutRoomsUpdated'>
  implements BreakoutRoomsCallFeature
{
  readonly name = 'BreakoutRooms';
  private readonly main: TeamsCall;
  private assigned: EmuBreakoutRoom | undefined;

  constructor(session: CallSession, main: TeamsCall) {
    super(session, 'BreakoutRoomsCallFeature', ['breakoutRoomsUpdated']);
    this.main = main;
    this.onDispose(session.sharedState.watch('breakoutRooms', ({ key }) => this.update(key)));
    this.update(session.deps.self);
  }

  get assignedBreakoutRooms(): BreakoutRoom {
    return this.assigned as BreakoutRoom;
  }

  /** Always `undefined`: the emulator's rooms have no time limit, and every participant may return. */
  get breakoutRoomsSettings(): BreakoutRoomsSettings {
    return undefined as unknown as BreakoutRoomsSettings;
  }

  /** "Available only to the Organizer / Co-Organizer". */
  get breakoutRooms(): BreakoutRoom[] {
    const rooms = new Map<string, EmuBreakoutRoom>();
    const { role } = this.session.context;
    if (role !== 'Organizer' && role !== 'Co-organizer') return undefined as unknown as BreakoutRoom[];
    for (const state of this.rooms.values()) {
      const invitees = () => this.inviteesOf(state.threadId);
      rooms.set(state.threadId, new EmuBreakoutRoom(this.main, this.session, state, invitees));
    }
    return [...rooms.values()];
  }

  /** The rooms, by the id of the participant who is assigned. */
  private get rooms(): ReadonlyMap<string, RoomState> {
    return this.session.sharedState.of('breakoutRooms') as ReadonlyMap<string, RoomState>;
  }

  private inviteesOf(threadId: string): Invitee[] {
    return [...this.rooms].flatMap(([participant, room]) => {
      const identifier = room.threadId === threadId && this.session.identifierIn(participant);
      return identifier ? [{ identifier }] : [];
    });
  }

  /** Applies a change of the room that a participant is assigned to. */
  private update(participant: string): void {
    const { session } = this;
    if (this.breakoutRooms) this.emit({ type: 'breakoutRooms', data: this.breakoutRooms });
    if (participant !== session.deps.self) return;
    const room = this.rooms.get(participant);
    if (!room && !this.assigned) return;
    if (room && this.assigned?.threadId === room.threadId) this.assigned.update(room);
    else {
      this.assigned?.update({ ...this.assigned.room, open: false });
      this.assigned = room && new EmuBreakoutRoom(this.main, session, room, undefined, this.emit);
    }
    this.emit({ type: 'assignedBreakoutRooms', data: this.assigned });
    this.assigned?.joinIfMoved();
  }

  private readonly emit = (data: BreakoutRoomsEventData): void => {
    this.emitter.emit('breakoutRoomsUpdated', data);
  };
}
