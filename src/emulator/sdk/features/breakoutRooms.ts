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
 * Rooms that people of a meeting are sent to. They are made, assigned, opened and closed in Teams; here that is a
 * control.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/breakoutrooms
 */
export class EmuBreakoutRooms
  extends EmuCallFeature<'breakoutRoomsUpdated'>
  implements BreakoutRoomsCallFeature
{
  readonly name = 'BreakoutRooms';
  private readonly main: TeamsCall;
  private mine: EmuBreakoutRoom | undefined;

  constructor(session: CallSession, main: TeamsCall) {
    super(session, 'BreakoutRoomsCallFeature', ['breakoutRoomsUpdated']);
    this.main = main;
    this.until(session.shared.watch('breakoutRooms', ({ key }) => this.look(key)));
    this.look(session.deps.self);
  }

  get assignedBreakoutRooms(): BreakoutRoom {
    return this.mine as BreakoutRoom;
  }

  /** `undefined`: the rooms of the emulator end with no clock, and everybody may return. */
  get breakoutRoomsSettings(): BreakoutRoomsSettings {
    return undefined as unknown as BreakoutRoomsSettings;
  }

  /** "Available only to the Organizer / Co-Organizer". */
  get breakoutRooms(): BreakoutRoom[] {
    const rooms = new Map<string, EmuBreakoutRoom>();
    const { role } = this.session.place;
    if (role !== 'Organizer' && role !== 'Co-organizer') return undefined as unknown as BreakoutRoom[];
    for (const state of this.kept.values()) {
      const invitees = () => this.inviteesOf(state.threadId);
      rooms.set(state.threadId, new EmuBreakoutRoom(this.main, this.session, state, invitees));
    }
    return [...rooms.values()];
  }

  private get kept(): ReadonlyMap<string, RoomState> {
    return this.session.shared.of('breakoutRooms') as ReadonlyMap<string, RoomState>;
  }

  private inviteesOf(threadId: string): Invitee[] {
    return [...this.kept].flatMap(([participant, room]) => {
      const identifier = room.threadId === threadId && this.session.identifierIn(participant);
      return identifier ? [{ identifier }] : [];
    });
  }

  private look(participant: string): void {
    const { session } = this;
    if (this.breakoutRooms) this.tell({ type: 'breakoutRooms', data: this.breakoutRooms });
    if (participant !== session.deps.self) return;
    const state = this.kept.get(participant);
    if (!state && !this.mine) return;
    if (state && this.mine?.threadId === state.threadId) this.mine.become(state);
    else {
      this.mine?.become({ ...this.mine.now, open: false });
      this.mine = state && new EmuBreakoutRoom(this.main, session, state, undefined, this.tell);
    }
    this.tell({ type: 'assignedBreakoutRooms', data: this.mine });
    this.mine?.move();
  }

  private readonly tell = (data: BreakoutRoomsEventData): void => {
    this.emitter.emit('breakoutRoomsUpdated', data);
  };
}
