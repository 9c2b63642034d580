import { startEmulator as start } from '../emulator/emulator.ts';
import type { Controls } from './controlTypes.ts';
import { createControls as createTypedControls } from './controls/createControls.ts';

/** The settings of an emulator. The flags of the command `acs-calling-emulator` have the same names. */
export interface EmulatorOptions {
  /** The port of the emulator, which listens on this machine only. Default: any free port. */
  readonly port?: number;
  /** The port of your app, for the redirect URIs of the sign-in. Default: 5173. */
  readonly appPort?: number;
  /**
   * Your own people, applications, meetings and more: the path of a JSON file, or its content. The page
   * `emulator-directory.md` describes all fields. Default: Alice, Bob and others.
   */
  readonly directory?: string | DirectoryFile;
  /**
   * What people may consent to, in all tenants, if no administrator has consented yet. Default: as the directory says.
   */
  readonly consent?: 'everything' | 'microsoftDefault' | 'lowImpact' | 'nothing';
  /** The secret of the controls, header `x-emulator-secret`. Default: a new random text. */
  readonly secret?: string;
  /** The access key in the connection string, in base64. Default: a new random key. */
  readonly accessKey?: string;
  /** `service` makes the emulator as slow as the real service. Default: `fast`. */
  readonly timing?: 'fast' | 'service';
  /** The same seed makes the same ids of calls and participants. Default: random ids. */
  readonly seed?: string;
}

/** The content of a directory file. Its lists may be left out, but a directory that does not extend another needs a tenant. */
export interface DirectoryFile {
  $schema?: string;
  /** Keeps everything of the default directory that the file does not replace. */
  extends?: 'default';
  tenants?: {
    domain: string;
    name: string;
    id?: string;
    userConsent?: 'everything' | 'microsoftDefault' | 'lowImpact' | 'nothing';
  }[];
  applications?: {
    clientId: string;
    displayName: string;
    tenant?: string;
    accounts?: 'single tenant' | 'multi-tenant';
    redirectUris: string[];
    publisherVerified?: boolean;
    adminConsents?: string[];
  }[];
  people?: {
    upn: string;
    displayName: string;
    id?: string;
    tenant?: string;
    teamsLicence?: boolean;
    administrator?: boolean;
    guest?: boolean;
    photo?: boolean;
    jobTitle?: string;
    department?: string;
    officeLocation?: string;
    companyName?: string;
    businessPhones?: string[];
    mobilePhone?: string;
    manager?: string;
  }[];
  bots?: {
    upn: string;
    displayName: string;
    id?: string;
    tenant?: string;
    jobTitle?: string;
    whenCalled: 'echo' | 'busy' | 'decline' | 'noAnswer';
  }[];
  phones?: { number: string; whenCalled?: PhoneBehaviour; note?: string }[];
  voiceApplications?: {
    displayName: string;
    kind: 'call queue' | 'auto attendant';
    id?: string;
    whenCalled?: PhoneBehaviour;
  }[];
  meetings?: {
    subject: string;
    organizer: string;
    coOrganizers?: string[];
    meetingId?: string;
    passcode?: string;
    threadId?: string;
    lobby?: 'nobody' | 'everyone';
    defaultRole?: 'Presenter' | 'Attendee';
  }[];
  calendarEvents?: {
    subject: string;
    organizer: string;
    attendees?: string[];
    /** Minutes from the half hour in which the emulator started. */
    startMinutes: number;
    durationMinutes: number;
    isAllDay?: boolean;
    meeting?: string;
    location?: string;
    id?: string;
  }[];
  contacts?: {
    displayName: string;
    companyName?: string;
    jobTitle?: string;
    businessPhones?: string[];
    homePhones?: string[];
    mobilePhone?: string;
    email?: string;
    owner?: string;
    id?: string;
  }[];
}

/** What a telephone or a voice application does when it is called. */
export type PhoneBehaviour = 'answer' | 'busy' | 'decline' | 'noAnswer';

/** An emulator that runs in this process. */
export interface Emulator {
  /** The address, `http://localhost:<port>`. */
  readonly url: string;
  readonly port: number;
  /** The connection string of the emulated ACS resource, for a server. Keep it out of web pages, as on Azure. */
  readonly connectionString: string;
  /** The secret of the controls. Requests to `/emulator/…` send it in the header `x-emulator-secret`. */
  readonly secret: string;
  /** Ends all calls and connections, and frees the port. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts an emulator in this process. Several emulators can run side by side.
 * @throws Error if `NODE_ENV` is `production`, the port is taken, the access key is not base64, or the directory has faults.
 *   Its message then lists all of them.
 */
export const startEmulator = (options: EmulatorOptions = {}): Promise<Emulator> => start(options);

/**
 * Creates a typed client of the controls of a running emulator, which cause every event that a calling app must handle.
 * @param emulator the address and the secret of the controls, such as the result of `startEmulator`.
 */
export const createControls = (emulator: { readonly url: string; readonly secret: string }): Controls =>
  createTypedControls(emulator);
